package dev.holdfast.gateway.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** Certificates, keys and a backend for a gateway under test. The argument {@code backend=away} leaves the backend down. */
public final class GatewayTestEnvironment implements QuarkusTestResourceLifecycleManager {
    private final TestInstallation installation = new TestInstallation(Path.of("target", "gateway-under-test"));
    private final FakeBackend backend = new FakeBackend(installation);
    private boolean away;

    @Override
    public void init(Map<String, String> arguments) {
        away = "away".equals(arguments.get("backend"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> server = installation.write("gateway");
        Map<String, String> client = installation.write("device-gateway");
        // Also a backend that is away must have listened once, because it keeps its port.
        int port = backend.start();
        if (away) {
            backend.stop();
        }
        return Map.ofEntries(
                Map.entry("quarkus.http.test-ssl-port", "0"),
                Map.entry("quarkus.management.test-port", "0"),
                Map.entry("HOLDFAST_GATEWAY_EST_PORT", "0"),
                Map.entry("holdfast.update.retry-after", "100ms"),
                Map.entry("holdfast.tls.check-interval", "100ms"),
                Map.entry("HOLDFAST_GATEWAY_CERT", server.getOrDefault("cert", "")),
                Map.entry("HOLDFAST_GATEWAY_KEY", server.getOrDefault("key", "")),
                Map.entry("HOLDFAST_GATEWAY_CLIENT_CERT", client.getOrDefault("cert", "")),
                Map.entry("HOLDFAST_GATEWAY_CLIENT_KEY", client.getOrDefault("key", "")),
                Map.entry("HOLDFAST_INFRA_CA", installation.writeInfrastructure()),
                Map.entry("HOLDFAST_INTERNAL_URL", "https://localhost:" + port));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(backend, new TestInjector.MatchesType(FakeBackend.class));
        injector.injectIntoFields(installation, new TestInjector.MatchesType(TestInstallation.class));
    }

    @Override
    public void stop() {
        backend.close();
    }
}
