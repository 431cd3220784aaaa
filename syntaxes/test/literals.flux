// SYNTAX TEST "source.flux" "literals, strings with interpolation, regular expressions"

a = 1.5 + 3. - 7
//  ^^^ constant.numeric.float.flux
//        ^^ constant.numeric.float.flux
//             ^ constant.numeric.integer.flux
a = [1y2mo3w4d5h6m7s8ms9us10ns, 11µs]
//   ^^^^^^^^^^^^^^^^^^^^^^^^^ constant.numeric.duration.flux
//                              ^^^^ constant.numeric.duration.flux
a = [2024-01-02, 2024-01-02T03:04:05Z, 2024-01-02T03:04:05.123+01:00]
//   ^^^^^^^^^^ constant.other.time.flux
//               ^^^^^^^^^^^^^^^^^^^^ constant.other.time.flux
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ constant.other.time.flux
a = [true, false, inf]
//   ^^^^ constant.language.boolean.flux
//         ^^^^^ constant.language.boolean.flux
//                ^^^ constant.language.infinity.flux
a = "tab \t quote \" hex \x41 dollar \${ not ${1 + {b: x.y}.b} after"
//       ^^ constant.character.escape.flux
//                ^^ constant.character.escape.flux
//                       ^^^^ constant.character.escape.flux
//                                   ^^^ constant.character.escape.flux
//                                           ^^^ meta.interpolation.flux
//                                             ^^^ meta.interpolation.flux source.flux.embedded
//                                                  ^^^^ source.flux.embedded
//                                                             ^^^^^ string.quoted.double.flux
a = "wrong \q escape"
//         ^^ invalid.illegal.escape.flux
a = r.room =~ /^(?i:k[a-z\]]+)\/\d{2,3}$/ and r.b !~ /x/
//         ^^ keyword.operator.regexp.flux
//             ^ string.regexp.flux keyword.control.anchor.regexp.flux
//                   ^^^^ constant.other.character-class.set.regexp.flux
//                       ^^ constant.character.escape.regexp.flux
//                            ^^ constant.character.escape.flux
//                              ^^ constant.character.escape.regexp.flux
//                                ^^^^^ keyword.operator.quantifier.regexp.flux
//                                        ^^^ keyword.operator.logical.flux
//                                                ^^ keyword.operator.regexp.flux
//                                                    ^ string.regexp.flux
a = b / c / d
//    ^ keyword.operator.arithmetic.flux
//      ^ variable.other.readwrite.flux
a = f(column: .host)
//             ^^^^ constant.other.label.flux
a = ["x": 1, "y": 2]
//   ^^^ string.quoted.double.flux
//      ^ punctuation.separator.key-value.flux
