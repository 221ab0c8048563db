package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;

/** Fuzz targets for the query parameters of the device list. CONTRIBUTING.md describes how to fuzz. */
class DeviceListFuzzTest {
    private static final String LIST = "devices";

    @FuzzTest(maxDuration = "60s")
    void filter(byte[] utf8) {
        acceptedOrExplained(() -> FilteredDevices.check(new String(utf8, StandardCharsets.UTF_8)));
    }

    /** Fuzzes whole cursors, and positions in cursors with a valid fingerprint, which anybody can compute. */
    @FuzzTest(maxDuration = "60s")
    void cursor(byte[] bytes) {
        acceptedOrExplained(() -> PageCursor.parse(new String(bytes, StandardCharsets.UTF_8), LIST));
        acceptedOrExplained(() -> PageCursor.parse(Cursor.write(LIST, bytes), LIST));
    }

    /** Asserts that the input is accepted, or refused with one error. */
    private static void acceptedOrExplained(Runnable reading) {
        try {
            reading.run();
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(e.errors()).hasSize(1);
        }
    }
}
