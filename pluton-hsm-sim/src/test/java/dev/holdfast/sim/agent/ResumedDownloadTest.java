package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.TestInstallation;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a device requests only the missing part of an image whose download was interrupted. */
class ResumedDownloadTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int SECTOR = 4096;
    private static final int RECEIVED = 9000;

    @TempDir
    private Path directory;

    private ChipAtGateway setup;
    private SmallGateway gateway;
    private Agent agent;
    private ImagePackage image;

    @BeforeEach
    void a_device_and_an_application_of_several_sectors() throws Exception {
        setup = new ChipAtGateway(INSTALLATION, directory);
        gateway = setup.gateway;
        agent = setup.agent(DayTime.REAL);
        image = INSTALLATION.release(setup.factory.application("toaster", "1.0", 20_000));
        gateway.cutAfter = RECEIVED;
        gateway.cutsLeft.set(1);
        gateway.deploy(7, image);
    }

    @AfterEach
    void close() throws Exception {
        setup.stop();
    }

    @Test
    void after_a_lost_connection_only_the_rest_is_requested() {
        gateway.cutsLeft.set(2);

        agent.powerOn();

        assertInstalled();
        assertThat(gateway.ranges).containsExactly("bytes=" + 2 * SECTOR + "-", "bytes=" + 4 * SECTOR + "-");
        assertThat(gateway.imageBytes).hasValue(2 * RECEIVED + image.length() - 4 * SECTOR);
    }

    @Test
    void after_a_restart_only_the_rest_is_requested() throws Exception {
        interrupted();
        agent.powerOff().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        gateway.outagesLeft.set(0);

        agent.powerOn();

        assertInstalled();
        assertThat(gateway.ranges).containsExactly("bytes=" + 2 * SECTOR + "-");
        assertThat(gateway.imageBytes).hasValue(RECEIVED + image.length() - 2 * SECTOR);
    }

    @Test
    void an_image_with_another_entity_tag_is_downloaded_anew() {
        interrupted();
        gateway.imageVersion = "-2";
        gateway.outagesLeft.set(0);

        assertInstalled();
        assertThat(gateway.ranges).containsExactly("bytes=" + 2 * SECTOR + "-");
        assertThat(gateway.imageBytes).hasValue(RECEIVED + image.length());
    }

    @Test
    void a_rejected_range_is_followed_by_a_request_for_the_whole_image() {
        gateway.onRange = request -> request.response().setStatusCode(416).end();

        agent.powerOn();

        assertInstalled();
        assertThat(gateway.imageBytes).hasValue(RECEIVED + image.length());
    }

    @Test
    void another_part_than_the_requested_one_is_not_used() {
        gateway.onRange = request -> request.response()
                .setStatusCode(206)
                .putHeader("ETag", tag())
                .putHeader("Content-Range", "bytes 0-99/" + image.length())
                .end(Buffer.buffer(new byte[100]));

        agent.powerOn();

        assertInstalled();
        assertThat(gateway.imageBytes).hasValue(RECEIVED + image.length());
    }

    @Test
    void a_wrong_rest_is_not_installed_and_the_whole_image_is_downloaded() {
        int from = 2 * SECTOR;
        gateway.onRange = request -> request.response()
                .setStatusCode(206)
                .putHeader("ETag", tag())
                .putHeader("Content-Range", "bytes " + from + "-" + (image.length() - 1) + "/" + image.length())
                .end(Buffer.buffer(new byte[image.length() - from]));

        agent.powerOn();

        assertInstalled();
        assertThat(gateway.imageBytes).hasValue(RECEIVED + image.length());
        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_FAILED);
    }

    /** Switches the device on, and interrupts its download by an outage. */
    private void interrupted() {
        gateway.outageAfterCut = true;
        agent.powerOn();
        eventually(() -> agent.status().lastError().orElse("").startsWith("update: "));
        assertThat(gateway.imageBytes).hasValue(RECEIVED);
    }

    private String tag() {
        return '"' + Digest.sha256(image.bytes()).hex() + '"';
    }

    private void assertInstalled() {
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
        assertThat(gateway.evidence.getLast().measurements()).contains(image.measure());
    }
}
