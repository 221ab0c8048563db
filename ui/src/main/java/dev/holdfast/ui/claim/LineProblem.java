package dev.holdfast.ui.claim;

/**
 * What is wrong with one line that a person gave.
 *
 * @param line its number, from 1
 * @param what the device ID or the words that it is about
 * @param why what is wrong
 */
record LineProblem(int line, String what, String why) {}
