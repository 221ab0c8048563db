package dev.holdfast.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.standalone.config.CannotContinue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which releases make another one superfluous. */
class OsDeliveryTest {
    private static final String PART = "MT3620AN";

    @TempDir
    Path folder;

    private HttpServer api;
    private OsDelivery delivery;
    private List<ImagePackage> images;

    /** Feeds that offer the release of the part, as JSON. */
    private String offeredBy = "[]";

    /** Digest of the manufacturer's image with the ID of the released image. */
    private String ownDigest = "aa";

    @BeforeEach
    void start() throws IOException {
        images = Factory.open(folder, SiliconManufacturer.NAME).osRelease("26.09");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext(
                "/api/v1/os-images", exchange -> respond(exchange, 200, "{\"digest\": \"%s\"}".formatted(ownDigest)));
        api.createContext("/api/v1/os-releases", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                respond(exchange, 409, "{\"detail\": \"Release something newer.\"}");
            } else {
                respond(exchange, 200, """
                        [{"part": "%s", "securityVersion": %d, "offeredBy": %s, "images": [{"id": "1", "digest": "aa"}]}]""".formatted(
                                PART, images.getFirst().metadata().securityVersion(), offeredBy));
            }
        });
        api.start();
        delivery = new OsDelivery(new OperatorClient(
                URI.create("http://localhost:" + api.getAddress().getPort()), () -> "token"));
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @Test
    void a_release_that_retail_offers_is_enough() {
        offeredBy = "[\"RetailEval\", \"Retail\"]";

        assertThat(delivery.release(PART, images)).isFalse();
    }

    @Test
    void a_release_of_another_manufacturer_is_not_enough() {
        offeredBy = "[\"RetailEval\", \"Retail\"]";
        ownDigest = "bb";

        assertThatThrownBy(() -> delivery.release(PART, images)).isInstanceOf(CannotContinue.class);
    }

    @Test
    void a_withdrawn_release_needs_a_newer_one() {
        assertThatThrownBy(() -> delivery.release(PART, images))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("Release something newer.");
    }

    @Test
    void a_release_in_evaluation_is_not_enough() {
        offeredBy = "[\"RetailEval\"]";

        assertThatThrownBy(() -> delivery.release(PART, images)).isInstanceOf(CannotContinue.class);
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
