/**
 * Reads CSV files in the dialects of common spreadsheets. An invalid file fails with an error that names the line.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.csv.CsvFile}.
 */
@NullMarked
package dev.holdfast.backend.platform.csv;

import org.jspecify.annotations.NullMarked;
