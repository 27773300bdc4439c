package dev.sluice.cel;

/**
 * What a rule finds in an expression that the type checker let pass.
 *
 * @param node the part that is wrong
 * @param problem what is wrong with it
 */
record Mistake(long node, String problem) {}
