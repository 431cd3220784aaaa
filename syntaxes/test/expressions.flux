// SYNTAX TEST "source.flux" "calls, members, params, operators, keywords"

from(bucket: params.bucket)
// <---- support.function.builtin.flux
//   ^^^^^^ variable.other.property.flux
//           ^^^^^^ meta.params.flux variable.language.params.flux
//                 ^ punctuation.accessor.flux
    |> range(start: duration(v: params.start), stop: -1mo2d)
//  ^^ keyword.operator.pipe.flux
//     ^^^^^ support.function.builtin.flux
//                  ^^^^^^^^ support.function.builtin.flux
//                              ^^^^^^ variable.language.params.flux
//                                                   ^ keyword.operator.arithmetic.flux
//                                                    ^^^^^ constant.numeric.duration.flux
    |> filter(fn: (r) => r._measurement == "air" and exists r.room or not r["a b"] >= 2)
//            ^^ variable.other.property.flux
//                 ^ meta.function.parameters.flux variable.parameter.function.flux
//                    ^^ storage.type.function.arrow.flux
//                         ^^^^^^^^^^^^ variable.other.member.flux
//                                      ^^ keyword.operator.comparison.flux
//                                               ^^^ keyword.operator.logical.flux
//                                                   ^^^^^^ keyword.operator.exists.flux
//                                                                    ^^^ keyword.operator.logical.flux
//                                                                                 ^^ keyword.operator.comparison.flux
    |> map(fn: (r) => ({r with f: (r._value - 32.0) * 5.0 / 9.0}))
//                        ^^^^ keyword.operator.with.flux
//                                            ^^^^ constant.numeric.float.flux
//                                                  ^ keyword.operator.arithmetic.flux
x = if strings.hasPrefix(v: a, prefix: "b") then 1 else 2
//  ^^ keyword.control.conditional.flux
//     ^^^^^^^ variable.other.readwrite.flux
//             ^^^^^^^^^ entity.name.function.member.flux
//                                          ^^^^ keyword.control.conditional.flux
//                                                 ^^^^ keyword.control.conditional.flux
y = {params: 1, if: 2, other: r.params}
//   ^^^^^^ variable.other.property.flux
//              ^^ variable.other.property.flux
//                     ^^^^^ variable.other.property.flux
    z = "${params.unit}"
//         ^^^^^^ source.flux.embedded meta.params.flux variable.language.params.flux
//                ^^^^ variable.parameter.script.flux
unfinished = from(bucket: 
//           ^^^^ support.function.builtin.flux
