import { definePackage, flux, option } from "../../registry.ts";
import assertEmpty from "./assertEmpty.ts";
import assertEquals from "./assertEquals.ts";

export default definePackage("testing", {
    assertEmpty,
    assertEquals,
    load: option(`(tables=<-) => tables`),
    tags: option(`[]`),
    diff: flux(`import "experimental"

        (got=<-, want, verbose=false, epsilon=0.000001, nansEqual=false) =>
            experimental.diff(got: got, want: want) |> yield(name: "errorOutput")`),
    assertEqualValues: flux(`import "array"

        (got, want) => diff(got: array.from(rows: [{v: got}]), want: array.from(rows: [{v: want}]))`),
    shouldError: flux(`import "array"
        import "experimental"

        (fn, want) => {
            got = experimental.catch(fn: fn)

            return if not exists got.msg then
                die(msg: "shouldError expected an error")
            else
                array.from(rows: [{v: got.msg}]) |> filter(fn: (r) => r.v !~ want) |> yield(name: "errorOutput")
        }`),
});
