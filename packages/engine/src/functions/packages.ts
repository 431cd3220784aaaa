/** The packages of the standard library as they are written. A package lists its own exports. */
import type { PackageDefinition } from "../registry.ts";
import array from "./array/index.ts";
import bitwise from "./bitwise/index.ts";
import contribRohanSreerama5NaiveBayesClassifier from "./contrib/RohanSreerama5/naiveBayesClassifier/index.ts";
import contribAnaisdgAnomalydetection from "./contrib/anaisdg/anomalydetection/index.ts";
import contribAnaisdgStatsmodels from "./contrib/anaisdg/statsmodels/index.ts";
import contribBonitooIoAlerta from "./contrib/bonitoo-io/alerta/index.ts";
import contribBonitooIoHex from "./contrib/bonitoo-io/hex/index.ts";
import contribBonitooIoServicenow from "./contrib/bonitoo-io/servicenow/index.ts";
import contribBonitooIoTickscript from "./contrib/bonitoo-io/tickscript/index.ts";
import contribBonitooIoVictorops from "./contrib/bonitoo-io/victorops/index.ts";
import contribBonitooIoZenoss from "./contrib/bonitoo-io/zenoss/index.ts";
import contribChobbsDiscord from "./contrib/chobbs/discord/index.ts";
import contribJsternbergInfluxdb from "./contrib/jsternberg/influxdb/index.ts";
import contribQxipClickhouse from "./contrib/qxip/clickhouse/index.ts";
import contribQxipHash from "./contrib/qxip/hash/index.ts";
import contribQxipLogql from "./contrib/qxip/logql/index.ts";
import contribRhajekBigpanda from "./contrib/rhajek/bigpanda/index.ts";
import contribSrankaOpsgenie from "./contrib/sranka/opsgenie/index.ts";
import contribSrankaSensu from "./contrib/sranka/sensu/index.ts";
import contribSrankaTeams from "./contrib/sranka/teams/index.ts";
import contribSrankaTelegram from "./contrib/sranka/telegram/index.ts";
import contribSrankaWebexteams from "./contrib/sranka/webexteams/index.ts";
import contribTomhollingworthEvents from "./contrib/tomhollingworth/events/index.ts";
import csv from "./csv/index.ts";
import date from "./date/index.ts";
import dateBoundaries from "./date/boundaries/index.ts";
import dict from "./dict/index.ts";
import experimental from "./experimental/index.ts";
import experimentalAggregate from "./experimental/aggregate/index.ts";
import experimentalArray from "./experimental/array/index.ts";
import experimentalBigtable from "./experimental/bigtable/index.ts";
import experimentalBitwise from "./experimental/bitwise/index.ts";
import experimentalCsv from "./experimental/csv/index.ts";
import experimentalDateBoundaries from "./experimental/date/boundaries/index.ts";
import experimentalDynamic from "./experimental/dynamic/index.ts";
import experimentalGeo from "./experimental/geo/index.ts";
import experimentalHttp from "./experimental/http/index.ts";
import experimentalHttpRequests from "./experimental/http/requests/index.ts";
import experimentalInfluxdb from "./experimental/influxdb/index.ts";
import experimentalIox from "./experimental/iox/index.ts";
import experimentalJson from "./experimental/json/index.ts";
import experimentalMqtt from "./experimental/mqtt/index.ts";
import experimentalOee from "./experimental/oee/index.ts";
import experimentalPolyline from "./experimental/polyline/index.ts";
import experimentalPrometheus from "./experimental/prometheus/index.ts";
import experimentalQuery from "./experimental/query/index.ts";
import experimentalRecord from "./experimental/record/index.ts";
import experimentalTable from "./experimental/table/index.ts";
import experimentalUsage from "./experimental/usage/index.ts";
import generate from "./generate/index.ts";
import http from "./http/index.ts";
import httpRequests from "./http/requests/index.ts";
import influxdataInfluxdb from "./influxdata/influxdb/index.ts";
import influxdataInfluxdbMonitor from "./influxdata/influxdb/monitor/index.ts";
import influxdataInfluxdbSample from "./influxdata/influxdb/sample/index.ts";
import influxdataInfluxdbSchema from "./influxdata/influxdb/schema/index.ts";
import influxdataInfluxdbSecrets from "./influxdata/influxdb/secrets/index.ts";
import influxdataInfluxdbTasks from "./influxdata/influxdb/tasks/index.ts";
import influxdataInfluxdbV1 from "./influxdata/influxdb/v1/index.ts";
import internalBoolean from "./internal/boolean/index.ts";
import internalDebug from "./internal/debug/index.ts";
import internalGen from "./internal/gen/index.ts";
import internalInfluxql from "./internal/influxql/index.ts";
import internalLocation from "./internal/location/index.ts";
import internalPromql from "./internal/promql/index.ts";
import internalTesting from "./internal/testing/index.ts";
import internalTestutil from "./internal/testutil/index.ts";
import interpolate from "./interpolate/index.ts";
import join from "./join/index.ts";
import json from "./json/index.ts";
import kafka from "./kafka/index.ts";
import math from "./math/index.ts";
import pagerduty from "./pagerduty/index.ts";
import planner from "./planner/index.ts";
import profiler from "./profiler/index.ts";
import pushbullet from "./pushbullet/index.ts";
import regexp from "./regexp/index.ts";
import runtime from "./runtime/index.ts";
import sampledata from "./sampledata/index.ts";
import slack from "./slack/index.ts";
import socket from "./socket/index.ts";
import sql from "./sql/index.ts";
import strings from "./strings/index.ts";
import system from "./system/index.ts";
import testing from "./testing/index.ts";
import testingExpect from "./testing/expect/index.ts";
import timezone from "./timezone/index.ts";
import types from "./types/index.ts";
import universe from "./universe/index.ts";

export const definitions: readonly PackageDefinition[] = [
    array,
    bitwise,
    contribRohanSreerama5NaiveBayesClassifier,
    contribAnaisdgAnomalydetection,
    contribAnaisdgStatsmodels,
    contribBonitooIoAlerta,
    contribBonitooIoHex,
    contribBonitooIoServicenow,
    contribBonitooIoTickscript,
    contribBonitooIoVictorops,
    contribBonitooIoZenoss,
    contribChobbsDiscord,
    contribJsternbergInfluxdb,
    contribQxipClickhouse,
    contribQxipHash,
    contribQxipLogql,
    contribRhajekBigpanda,
    contribSrankaOpsgenie,
    contribSrankaSensu,
    contribSrankaTeams,
    contribSrankaTelegram,
    contribSrankaWebexteams,
    contribTomhollingworthEvents,
    csv,
    date,
    dateBoundaries,
    dict,
    experimental,
    experimentalAggregate,
    experimentalArray,
    experimentalBigtable,
    experimentalBitwise,
    experimentalCsv,
    experimentalDateBoundaries,
    experimentalDynamic,
    experimentalGeo,
    experimentalHttp,
    experimentalHttpRequests,
    experimentalInfluxdb,
    experimentalIox,
    experimentalJson,
    experimentalMqtt,
    experimentalOee,
    experimentalPolyline,
    experimentalPrometheus,
    experimentalQuery,
    experimentalRecord,
    experimentalTable,
    experimentalUsage,
    generate,
    http,
    httpRequests,
    influxdataInfluxdb,
    influxdataInfluxdbMonitor,
    influxdataInfluxdbSample,
    influxdataInfluxdbSchema,
    influxdataInfluxdbSecrets,
    influxdataInfluxdbTasks,
    influxdataInfluxdbV1,
    internalBoolean,
    internalDebug,
    internalGen,
    internalInfluxql,
    internalLocation,
    internalPromql,
    internalTesting,
    internalTestutil,
    interpolate,
    join,
    json,
    kafka,
    math,
    pagerduty,
    planner,
    profiler,
    pushbullet,
    regexp,
    runtime,
    sampledata,
    slack,
    socket,
    sql,
    strings,
    system,
    testing,
    testingExpect,
    timezone,
    types,
    universe,
];
