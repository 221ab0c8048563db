/**
 * CSV files as spreadsheets of all countries write them. Whatever is wrong with one is told with its line, and in the order of
 * the lines; no file makes a parser's exception visible.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.csv.CsvFile}.
 */
@NullMarked
package dev.holdfast.backend.platform.csv;

import org.jspecify.annotations.NullMarked;
