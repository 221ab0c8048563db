package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.Issuer;
import dev.holdfast.gateway.support.OpenSslClient;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Key exchange between the gateway and OpenSSL, which shares no code with the gateway. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class KeyExchangeTest extends GatewayTest {
    @Test
    void post_quantum_key_exchange_is_preferred_over_the_order_of_the_client() throws IOException {
        assertThat(groupOf("X25519MLKEM768")).isEqualTo("X25519MLKEM768");
        assertThat(groupOf("X25519MLKEM768:X25519")).isEqualTo("X25519MLKEM768");
        assertThat(groupOf("X25519:X25519MLKEM768")).isEqualTo("X25519MLKEM768");
    }

    @Test
    void a_client_without_post_quantum_support_is_served() throws IOException {
        assertThat(groupOf("X25519")).isEqualTo("X25519");
        assertThat(groupOf("P-256")).isEqualTo("prime256v1");
        assertThat(groupOf("P-384")).isEqualTo("secp384r1");
    }

    @Test
    void a_post_quantum_group_refuses_other_key_exchanges() throws IOException {
        TestDevice device = endorsedDevice();
        UUID group = UUID.randomUUID();
        backend.assign(device, group);
        backend.deploy(group, target(true));
        double before = metric("holdfast_gateway_refusals_total{reason=\"not-admitted\"");
        double byBackend = metric("holdfast_gateway_refusals_total{reason=\"refused-by-backend\"");

        assertThat(answer(device, update(device), "X25519", "GET", poll(7))).startsWith("HTTP/1.1 403 ");
        assertThat(answer(device, customer(device), "P-256", "POST", "reports/event"))
                .startsWith("HTTP/1.1 403 ");
        assertUniformRefusal(device.classical(hello(device)).post("attest", "application/eat+cwt", new byte[8]));
        assertThat(answer(device, update(device), "X25519MLKEM768", "GET", poll(7)))
                .startsWith("HTTP/1.1 204 ");

        assertThat(metric("holdfast_gateway_refusals_total{reason=\"not-admitted\""))
                .isEqualTo(before + 2);
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"refused-by-backend\""))
                .isEqualTo(byBackend + 1);
    }

    @Test
    void a_new_group_requirement_applies_to_open_connections() throws IOException {
        TestDevice device = endorsedDevice();
        UUID group = UUID.randomUUID();
        backend.assign(device, group);
        backend.deploy(group, target(false));
        TestDevice.Session session = device.classical(update(device));
        assertThat(session.get(poll(7)).statusCode()).isEqualTo(204);

        backend.deploy(group, target(true));
        backend.announce(InternalApi.Change.of(group));

        Await.until("refused", () -> session.get(poll(7)).statusCode() == 403);
        assertUniformRefusal(session.get(poll(7)));
    }

    @Test
    void a_contact_has_the_key_exchange() throws IOException {
        TestDevice modern = endorsedDevice();
        TestDevice older = endorsedDevice();

        answer(modern, update(modern), "X25519MLKEM768", "GET", poll(7));
        answer(older, update(older), "X25519", "GET", poll(7));

        Await.until(
                "both are told",
                () -> keyExchanges(modern).equals(Set.of(KeyExchange.X25519MLKEM768))
                        && keyExchanges(older).equals(Set.of(KeyExchange.X25519)));
    }

    private Set<KeyExchange> keyExchanges(TestDevice device) {
        return backend.contacts().stream()
                .filter(contact -> contact.witness().device().equals(device.id()))
                .map(InternalApi.Contact::keyExchange)
                .collect(Collectors.toSet());
    }

    /**
     * Sends a request without a body with OpenSSL. Returns the response.
     *
     * @param groups key exchange groups that the client offers, most preferred first, separated by colons
     */
    private String answer(TestDevice device, List<X509Certificate> chain, String groups, String method, String path)
            throws IOException {
        String said = OpenSslClient.of(device, gateway, chain)
                .talk(
                        groups,
                        method + " " + DeviceProtocol.BASE + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        int answer = said.indexOf("HTTP/1.1 ");
        assertThat(answer).as(said).isNotNegative();
        return said.substring(answer);
    }

    private List<X509Certificate> update(TestDevice device) {
        return installation.updateChain(device.id().text(), device.key());
    }

    private List<X509Certificate> customer(TestDevice device) {
        return installation.customerChain(device.id().text(), device.key());
    }

    private static List<X509Certificate> hello(TestDevice device) {
        Instant now = Instant.now();
        return List.of(Issuer.hello(device.subject(), device.key(), now.minusSeconds(60), now.plusSeconds(3600)));
    }

    /** Returns a target with {@code manifest(7)}, so that a device that sends {@code poll(7)} is up to date. */
    private static InternalApi.Target target(boolean requiresPostQuantum) {
        return new InternalApi.Target(
                new InternalApi.CohortTarget(1, manifest(7), Instant.now().plusSeconds(86_400), List.of()),
                null,
                requiresPostQuantum,
                List.of());
    }

    /** Returns the negotiated group, by OpenSSL's name. */
    private String groupOf(String groups) throws IOException {
        return OpenSslClient.of(endorsedDevice(), gateway).agree(groups);
    }
}
