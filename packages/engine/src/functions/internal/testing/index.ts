import { definePackage, flux } from "../../../registry.ts";

export default definePackage("internal/testing", {
    assertMatches: flux(`import "array"

        (got, want) =>
            array.from(rows: [{v: got, _diff: "-"}])
                |> filter(fn: (r) => r.v !~ want)
                |> yield(name: "errorOutput")`),
    shouldErrorWithCode: flux(`import "array"
        import "experimental"

        (fn, want, code) => {
            got = experimental.catch(fn: fn)

            return if not exists got.msg then
                die(msg: "shouldErrorWithCode expected an error")
            else
                array.from(rows: [{code: got.code, match: got.msg =~ want, _diff: "-"}])
                    |> filter(fn: (r) => not r.match or r.code != code)
                    |> yield(name: "errorOutput")
        }`),
});
