package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CSV files that the console creates. */
class FileDownloadTest {
    @Test
    void csv_values_cannot_become_formulas_and_quotes_are_doubled() {
        assertThat(FileDownload.csv(List.of("Line", "Problem"), List.of(List.of("2", "=1+1"), List.of("3", "a \"b\""))))
                .isEqualTo("\"Line\",\"Problem\"\r\n\"2\",\"'=1+1\"\r\n\"3\",\"a \"\"b\"\"\"\r\n");
    }

    @Test
    void a_table_without_rows_is_its_header() {
        assertThat(FileDownload.csv(List.of("Line"), List.of())).isEqualTo("\"Line\"\r\n");
    }
}
