package dev.holdfast.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no cell of a CSV file runs as a formula in a spreadsheet (CSV injection). */
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
                "\u00a0=1",
                "\u200b=1",
                "\"=1",
                "＝1",
                "＠x"
            })
    void a_formula_becomes_text(String text) {
        assertThat(SafeCsv.line(List.of(text))).startsWith("\"'");
    }

    /** Each line: cell, and expected cell. {@code /} stands for a line break, {@code ~} for a tab. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ok/=HYPERLINK()|ok/'=HYPERLINK()",
                "ok//  -1|ok//'  -1",
                "a;=cmd!A0;b|a;'=cmd!A0;b",
                "a; +1;-2|a;' +1;'-2",
                "a;\"@SUM(A1)|a;'\"\"@SUM(A1)",
                "a~=1|a~'=1"
            })
    void a_formula_after_a_separator_becomes_text(String text, String safe) {
        assertThat(SafeCsv.line(List.of(text.replace("/", "\r\n").replace("~", "\t"))))
                .isEqualTo('"' + safe.replace("/", "\r\n").replace("~", "\t") + "\"\r\n");
    }

    @Test
    void other_text_is_only_quoted() {
        assertThat(SafeCsv.line(List.of("a \"b\"", "c,d", "", "e\nf", "a-b; c, -1")))
                .isEqualTo("\"a \"\"b\"\"\",\"c,d\",\"\",\"e\nf\",\"a-b; c, -1\"\r\n");
    }
}
