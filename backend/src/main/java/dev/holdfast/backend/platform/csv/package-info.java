/**
 * CSV as spreadsheets of all locales write it. Errors name their line, in order; no file causes a parser's exception.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.csv.CsvFile}.
 */
@NullMarked
package dev.holdfast.backend.platform.csv;

import org.jspecify.annotations.NullMarked;
