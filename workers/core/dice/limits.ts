/** Bounds of a dice expression. Whatever passes the parser stays inside them; nothing is silently cut short. */
export const EXPRESSION_CHARS_MAX = 256;
export const NESTING_MAX = 16;
export const NODES_MAX = 128;
export const DICE_PER_TERM_MAX = 200;
export const DRAWS_PER_ROLL_MAX = 500;
export const SIDES_MAX = 1_000_000;
/** Of these, draws that explosions and rerolls may add: a constant, so that verifiers need no analysis to know it. */
export const EXTRA_DRAWS_MAX = 250;
/** Further draws one die may cause by exploding or being rolled again. */
export const CHAIN_DEPTH_MAX = 100;
export const RESULT_MAX = 1_000_000_000;
export const EXPONENT_MAX = 16;
export const REPEATS_MAX = 100;
export const ARGUMENTS_MAX = 16;
export const FLAVOUR_CHARS_MAX = 40;
