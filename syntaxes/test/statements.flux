// SYNTAX TEST "source.flux" "clauses, options, attributes, testcases, builtins"

@edition("2022.1")
// <~------- meta.attribute.flux entity.name.function.attribute.flux
//       ^^^^^^^^ string.quoted.double.flux
package sensors
// <------- keyword.other.package.flux
//      ^^^^^^^ entity.name.namespace.flux
import "influxdata/influxdb/secrets"
// <------ keyword.control.import.flux
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ meta.import.flux string.quoted.double.flux
import d "date"
//       ^^^^^^ string.quoted.double.flux
option task = {name: "x", every: 1h30m}
// <------ storage.modifier.option.flux
//     ^^^^ variable.other.option.flux
//          ^ keyword.operator.assignment.flux
//             ^^^^ variable.other.property.flux
//                               ^^^^^ constant.numeric.duration.flux
option testing.tags = ["a"]
//     ^^^^^^^ variable.other.option.flux
//             ^^^^ variable.other.option.flux
builtin double : (<-tables: stream[A], ?n: int) => stream[{B with x: C}] where A: Record
//      ^^^^^^ entity.name.function.flux
//                ^^ keyword.operator.type.flux
//                  ^^^^^^ variable.parameter.type.flux
//                          ^^^^^^ support.type.flux
//                                 ^ entity.name.type.variable.flux
//                                         ^^^ support.type.primitive.flux
//                                              ^^ storage.type.function.arrow.flux
//                                                                       ^^^^^ keyword.other.where.flux
//                                                                                ^^^^^^ support.class.constraint.flux
testcase mean_of_hours extends "suite/base_test.hours" {
// <-------- storage.type.testcase.flux
//       ^^^^^^^^^^^^^ entity.name.function.testcase.flux
//                     ^^^^^^^ storage.modifier.extends.flux
//                             ^^^^^^^^^^^^^^^^^^^^^^^ string.quoted.double.flux
    super()
//  ^^^^^ entity.name.function.call.flux
}
limit2 = (tables=<-, n=10) => tables |> limit(n: n)
// <------ entity.name.function.flux
//        ^^^^^^ variable.parameter.function.flux
//               ^^ keyword.operator.pipe-receive.flux
//                     ^^ constant.numeric.integer.flux
//                         ^^ storage.type.function.arrow.flux
//                                   ^^ keyword.operator.pipe.flux
//                                      ^^^^^ support.function.builtin.flux
answer = 42 // a comment
// <------ variable.other.assignment.flux
//       ^^ constant.numeric.integer.flux
//          ^^^^^^^^^^^^ comment.line.double-slash.flux
