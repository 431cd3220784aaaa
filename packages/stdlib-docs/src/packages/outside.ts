/** Packages for other systems, and for the planner. */
import type { PackageDoc } from "../types.ts";

export const kafka: PackageDoc = {
    summary: "Messages to Apache Kafka.",
    exports: {
        to: {
            summary: "Sends rows as line protocol, a message each.",
            arguments: {
                tables: "Tables from the pipe.",
                brokers: "Addresses of the brokers.",
                topic: "The topic.",
                balancer: "How messages are spread over partitions.",
                name: "The measurement.",
                nameColumn: "Column with the measurement.",
                timeColumn: "Column with the time.",
                tagColumns: "Columns that become tags.",
                valueColumns: "Columns that become fields.",
            },
            values: { balancer: ["hash", "round-robin", "least-bytes", "crc32", "murmur2"] },
        },
    },
};

export const socket: PackageDoc = {
    summary: "Data from a network connection.",
    exports: {
        from: {
            summary: "Reads what a TCP, UDP or Unix socket sends.",
            arguments: { url: "Address such as `tcp://host:port`.", decoder: "Form of the data." },
            values: { decoder: ["csv", "line"] },
        },
    },
};

export const bigtable: PackageDoc = {
    summary: "Google Cloud Bigtable.",
    exports: {
        from: {
            summary: "Reads a table.",
            arguments: {
                project: "The project.",
                instance: "The instance.",
                table: "The table.",
                token: "Token of the service. Keep it in a secret.",
            },
        },
    },
};

export const planner: PackageDoc = {
    summary: "Settings of the query planner.",
    exports: {
        disableLogicalRules: { summary: "Option with names of logical rules that are not used." },
        disablePhysicalRules: { summary: "Option with names of physical rules that are not used." },
    },
};
