/** Cells of the S2 geometry: tokens of points, their parents and centres. Angles in degrees. */

export interface LatLon {
    readonly lat: number;
    readonly lon: number;
}

export type Vector = readonly [number, number, number];

const MAX_LEVEL = 30;
/** Position along the curve of a quarter (i, j) by orientation, and back; how each position turns the curve. */
const TO_POSITION: readonly (readonly number[])[] = [
    [0, 1, 3, 2],
    [0, 3, 1, 2],
    [2, 3, 1, 0],
    [2, 1, 3, 0],
];
const TO_QUARTER: readonly (readonly number[])[] = [
    [0, 1, 3, 2],
    [0, 2, 3, 1],
    [3, 2, 0, 1],
    [3, 1, 0, 2],
];
const TURN: readonly number[] = [1, 0, 0, 3];

/** The unit vector of a place. */
export function vectorOf({ lat, lon }: LatLon): Vector {
    const phi = (lat * Math.PI) / 180;
    const theta = (lon * Math.PI) / 180;
    return [Math.cos(theta) * Math.cos(phi), Math.sin(theta) * Math.cos(phi), Math.sin(phi)];
}

function placeOf([x, y, z]: Vector): LatLon {
    return { lat: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, lon: (Math.atan2(y, x) * 180) / Math.PI };
}

function faceOf([x, y, z]: Vector): number {
    const sizes = [Math.abs(x), Math.abs(y), Math.abs(z)];
    const axis = sizes[0] === Math.max(...sizes) ? 0 : sizes[1] === Math.max(...sizes) ? 1 : 2;
    return ([x, y, z][axis] as number) < 0 ? axis + 3 : axis;
}

function project(face: number, [x, y, z]: Vector): readonly [number, number] {
    switch (face) {
        case 0:
            return [y / x, z / x];
        case 1:
            return [-x / y, z / y];
        case 2:
            return [-x / z, -y / z];
        case 3:
            return [z / x, y / x];
        case 4:
            return [z / y, -x / y];
        default:
            return [-y / z, -x / z];
    }
}

function unproject(face: number, u: number, v: number): Vector {
    const vectors: readonly Vector[] = [
        [1, u, v],
        [-u, 1, v],
        [-u, -v, 1],
        [-1, -v, -u],
        [v, -1, -u],
        [v, u, -1],
    ];
    return vectors[face] as Vector;
}

const toSquare = (u: number): number => (u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u));
const fromSquare = (s: number): number => (s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3);

/** The cell of a place at the finest level, as a 64-bit id. */
export function cellOf(place: LatLon): bigint {
    const vector = vectorOf(place);
    const face = faceOf(vector);
    const [u, v] = project(face, vector);
    const size = 2 ** MAX_LEVEL;
    const index = (s: number): number => Math.min(size - 1, Math.max(0, Math.floor(s * size)));
    const i = index(toSquare(u));
    const j = index(toSquare(v));
    let orientation = face & 1;
    let id = BigInt(face);
    for (let bit = MAX_LEVEL - 1; bit >= 0; bit -= 1) {
        const quarter = (((i >> bit) & 1) << 1) | ((j >> bit) & 1);
        const position = (TO_POSITION[orientation] as readonly number[])[quarter] as number;
        id = (id << 2n) | BigInt(position);
        orientation ^= TURN[position] as number;
    }
    return id * 2n + 1n;
}

const lowestBit = (level: number): bigint => 1n << BigInt(2 * (MAX_LEVEL - level));

/** The cell of a coarser level that holds a cell. */
export function parentOf(id: bigint, level: number): bigint {
    const low = lowestBit(level);
    return (id & -low) | low;
}

/** The level of a cell, 0 to 30. */
export function levelOf(id: bigint): number {
    let level = MAX_LEVEL;
    for (let rest = id; (rest & 1n) === 0n && level > 0; rest >>= 2n) {
        level -= 1;
    }
    return level;
}

/** The shortest hexadecimal text of a cell. */
export function tokenOf(id: bigint): string {
    const text = id.toString(16).padStart(16, "0").replace(/0+$/, "");
    return text === "" ? "X" : text;
}

/** The cell of a token, undefined for a text that is none. */
export function cellOfToken(token: string): bigint | undefined {
    if (!/^[0-9a-fA-F]{1,16}$/.test(token)) {
        return undefined;
    }
    const id = BigInt(`0x${token.padEnd(16, "0")}`);
    return id >> 61n < 6n && id !== 0n ? id : undefined;
}

/** Where a cell lies on its face of the cube: column i and row j of `size` by `size` squares. */
interface Square {
    readonly face: number;
    readonly i: number;
    readonly j: number;
    readonly size: number;
}

function squareOf(id: bigint): Square {
    const face = Number(id >> 61n);
    const level = levelOf(id);
    let orientation = face & 1;
    let i = 0;
    let j = 0;
    for (let step = 1; step <= level; step += 1) {
        const position = Number((id >> BigInt(61 - 2 * step)) & 3n);
        const quarter = (TO_QUARTER[orientation] as readonly number[])[position] as number;
        i = i * 2 + (quarter >> 1);
        j = j * 2 + (quarter & 1);
        orientation ^= TURN[position] as number;
    }
    return { face, i, j, size: 2 ** level };
}

/** The centre of a cell. */
export function centreOf(id: bigint): LatLon {
    const { face, i, j, size } = squareOf(id);
    return placeOf(unproject(face, fromSquare((i + 0.5) / size), fromSquare((j + 0.5) / size)));
}

/** The corners of a cell, counter-clockwise. */
export function cornersOf(id: bigint): readonly LatLon[] {
    const { face, i, j, size } = squareOf(id);
    const corner = (a: number, b: number): LatLon => placeOf(unproject(face, fromSquare(a / size), fromSquare(b / size)));
    return [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
}

/** The six faces of the cube, as cells. */
export const FACES: readonly bigint[] = [0n, 1n, 2n, 3n, 4n, 5n].map((face) => (face * 2n + 1n) << 60n);

/** The four cells that make up a cell, in the order of their ids. */
export function childrenOf(id: bigint): readonly bigint[] {
    const low = id & -id;
    const quarter = low >> 2n;
    return [1n, 3n, 5n, 7n].map((odd) => id - low + odd * quarter);
}
