/** More keys than this are kept in a map. */
const FEW = 8;

/** A map that is cheap to make and to ask while it is small, as most are. */
export class SmallMap<K, V> {
    private readonly keys: K[] = [];
    private readonly few: V[] = [];
    private many: Map<K, V> | undefined;

    get(key: K): V | undefined {
        if (this.many !== undefined) {
            return this.many.get(key);
        }
        const at = this.keys.indexOf(key);
        return at < 0 ? undefined : this.few[at];
    }

    set(key: K, value: V): void {
        if (this.many !== undefined) {
            this.many.set(key, value);
            return;
        }
        const known = this.keys.indexOf(key);
        const at = known < 0 ? this.keys.length : known;
        this.keys[at] = key;
        this.few[at] = value;
        if (at === FEW) {
            this.many = new Map(this.keys.map((each, index) => [each, this.few[index] as V]));
        }
    }

    /** In the order in which their keys came. */
    values(): Iterable<V> {
        return this.many?.values() ?? this.few;
    }
}
