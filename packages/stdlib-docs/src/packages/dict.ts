import type { PackageDoc } from "../types.ts";

const dict = "The dictionary.";
const key = "The key.";
const use = (call: string): string => `import "dict"\n\nfloors = ["kitchen": 0, "attic": 2]\nx = dict.${call}\n`;

const dictPackage: PackageDoc = {
    summary: 'Dictionaries: values by key, `["kitchen": 0]`.',
    exports: {
        fromList: {
            summary: "A dictionary of a list of pairs.",
            arguments: { pairs: "Records with `key` and `value`." },
            example: 'import "dict"\n\nx = dict.fromList(pairs: [{key: "kitchen", value: 0}])\n',
        },
        get: {
            summary: "The value of a key, or another where it isn't there.",
            arguments: { dict, key, default: "Value where the key isn't there." },
            example: use('get(dict: floors, key: "hall", default: -1)'),
        },
        insert: {
            summary: "The dictionary with a value put in or replaced.",
            arguments: { dict, key, value: "The value." },
            example: use('insert(dict: floors, key: "hall", value: 1)'),
        },
        remove: { summary: "The dictionary without a key.", arguments: { dict, key }, example: use('remove(dict: floors, key: "attic")') },
    },
};

export default dictPackage;
