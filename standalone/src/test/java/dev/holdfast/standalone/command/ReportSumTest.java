package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how {@code ./holdfast test} adds up test reports. No failure may be lost. */
class ReportSumTest {
    private static final Path SCRIPT =
            Path.of("..", "holdfast").toAbsolutePath().normalize();

    @TempDir
    Path project;

    @BeforeEach
    void before_the_run() throws IOException {
        // The time of this file is the begin of the run.
        Files.writeString(project.resolve("begin"), "");
        Files.setLastModifiedTime(project.resolve("begin"), FileTime.fromMillis(1000));
    }

    @Test
    void all_modules_and_both_kinds_of_reports_are_summed() throws IOException, InterruptedException {
        report("backend/target/surefire-reports/TEST-a.xml", suite(5, 1, 1, 1));
        report("ui/target/failsafe-reports/TEST-b.xml", suite(3, 0, 0, 0));

        assertThat(sum()).endsWith("5 2 1");
    }

    @Test
    void a_failing_test_is_named() throws IOException, InterruptedException {
        report("backend/target/surefire-reports/TEST-a.xml", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite xmlns:xsi="x" name="x.ATest" time="0.1" tests="2" errors="0" skipped="0" failures="1">
                          <testcase name="good" classname="x.ATest" time="0.01"/>
                          <testcase name="bad" classname="x.ATest" time="0.01">
                            <failure message="&#10;Expecting &lt;no&gt;" type="x">no</failure>
                          </testcase>
                        </testsuite>
                        """);

        assertThat(sum()).isEqualTo("FAILED x.ATest.bad: Expecting <no>\n1 1 0");
    }

    @Test
    void reports_of_an_earlier_run_do_not_count() throws IOException, InterruptedException {
        Path old = report("backend/target/surefire-reports/TEST-a.xml", suite(5, 0, 0, 0));
        Files.setLastModifiedTime(old, FileTime.fromMillis(500));

        assertThat(sum()).isEqualTo("0 0 0");
    }

    @Test
    void the_time_of_each_module_and_the_slowest_classes_are_printed() throws IOException, InterruptedException {
        Files.writeString(project.resolve("log"), """
                        [INFO] Reactor Summary for Holdfast 0.1.0-SNAPSHOT:
                        [INFO] Holdfast ........................................... SUCCESS [  0.512 s]
                        [INFO] Holdfast pluton-hsm-sim ............................ FAILURE [ 40.250 s]
                        [INFO] Holdfast ui ........................................ SUCCESS [05:42 min]
                        """);
        for (int second = 1; second <= 11; second++) {
            report("ui/target/surefire-reports/TEST-%d.xml".formatted(second), """
                            <testsuite xmlns:xsi="x" version="3.0.2" name="x.Test%d" time="%d.25" tests="1" errors="0">
                              <testcase name="good" classname="x.ATest" time="100"/>
                            </testsuite>
                            """.formatted(second, second));
        }

        assertThat(bash("print_times '%s' '%s'".formatted(project.resolve("log"), project.resolve("begin"))))
                .startsWith("""
                        Time of each module:
                           40.250 s  pluton-hsm-sim
                          05:42 min  ui
                        Slowest test classes:
                             11.2 s  x.Test11
                             10.2 s  x.Test10
                        """)
                .endsWith("x.Test2");
    }

    /** Returns a JUnit XML report with these numbers of tests. */
    private static String suite(int tests, int errors, int failures, int skipped) {
        return "<testsuite name=\"x\" time=\"1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\">\n</testsuite>\n"
                .formatted(tests, errors, skipped, failures);
    }

    private Path report(String path, String content) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    /** Returns the numbers of passed, failed and skipped tests, after one line for each failed test. */
    private String sum() throws IOException, InterruptedException {
        return bash("sum_reports '%s'; echo $PASSED $FAILED $SKIPPED".formatted(project.resolve("begin")));
    }

    /** Runs functions of the script and returns their output. */
    private String bash(String command) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", ". '%s'; ROOT='%s'; %s".formatted(SCRIPT, project, command))
                .redirectErrorStream(true)
                .start();
        String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(bash.waitFor()).as(text).isZero();
        return text;
    }
}
