package dev.holdfast.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV that spreadsheets open. */
class SafeCsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =cmd|' /C calc'!A0",
                "＝1",
                "＠x"
            })
    void what_a_spreadsheet_would_take_for_a_formula_is_a_text(String text) {
        assertThat(SafeCsv.line(List.of(text))).startsWith("\"'");
    }

    @Test
    void everything_else_is_as_it_was_in_quotes() {
        assertThat(SafeCsv.line(List.of("a \"b\"", "c,d", "", "e\nf")))
                .isEqualTo("\"a \"\"b\"\"\",\"c,d\",\"\",\"e\nf\"\r\n");
    }
}
