package dev.holdfast.standalone.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the Kubernetes manifests in {@code k8s/}: network policies, rights, probes and settings. */
class K8sManifestsTest {
    private static final Path BASE = Manifests.FOLDER.resolve("base");
    private static final Path EXAMPLE = Manifests.FOLDER.resolve("overlays/example");
    private static final Manifests MANIFESTS = Manifests.listedIn(BASE);

    /** A setting in a Quarkus configuration file with its default: <code>${HOLDFAST_NAME:default}</code>. */
    private static final Pattern SETTING = Pattern.compile("\\$\\{(?<name>HOLDFAST_[A-Z_]+)(?::(?<default>[^}]*))?}");

    /**
     * Default values that work on a single machine only: empty, a local host, or the folder {@code .holdfast}. The manifests must set these
     * settings.
     */
    private static final Pattern ONE_MACHINE = Pattern.compile("|127\\..*|.*localhost.*|\\.holdfast.*");

    /** Default of {@code progressDeadlineSeconds} in Kubernetes. */
    private static final int KUBERNETES_PATIENCE = 600;

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/example"})
    void every_manifest_parses_strictly_and_is_listed(String folder) throws IOException {
        Set<String> listed = new TreeSet<>();
        JsonNode kustomization = Manifests.kustomization(Manifests.FOLDER.resolve(folder));
        kustomization.path("resources").forEach(resource -> listed.add(resource.asText()));
        kustomization
                .path("patches")
                .forEach(patch -> listed.add(patch.path("path").asText()));

        try (Stream<Path> files = Files.list(Manifests.FOLDER.resolve(folder))) {
            List<Path> manifests = files.filter(
                            file -> !file.getFileName().toString().equals("kustomization.yaml"))
                    .toList();
            assertThat(manifests).allSatisfy(file -> {
                assertThat(Manifests.read(file)).isNotEmpty();
                assertThat(listed).contains(file.getFileName().toString());
            });
        }
    }

    @Test
    void a_misspelt_field_is_refused() throws IOException {
        JsonNode wrong = new YAMLMapper().readTree("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: x}
                spec: {template: {spec: {containers: [{name: x, readinesProbe: {}}]}}}
                """);

        assertThatThrownBy(() -> Manifests.strict(wrong, BASE)).hasMessageContaining("readinesProbe");
    }

    @Test
    void network_policies_allow_exactly_the_connections_of_the_architecture() {
        ConnectionEnd gateway = ConnectionEnd.ours("device-gateway");
        ConnectionEnd backend = ConnectionEnd.ours("backend");
        ConnectionEnd ui = ConnectionEnd.ours("ui");
        ConnectionEnd internet = new ConnectionEnd("internet", Map.of(), Map.of());
        ConnectionEnd elsewhere = ConnectionEnd.provider("something-else");
        ConnectionEnd ingress = ConnectionEnd.provider("ingress");
        ConnectionEnd identity = ConnectionEnd.provider("identity");
        ConnectionEnd database = ConnectionEnd.provider("database");
        ConnectionEnd names = new ConnectionEnd(
                "dns", Map.of("kubernetes.io/metadata.name", "kube-system"), Map.of("k8s-app", "kube-dns"));
        List<ConnectionEnd> ours = List.of(gateway, backend, ui, ConnectionEnd.ours("stranger"));
        List<ConnectionEnd> places = Stream.concat(
                        ours.stream(), Stream.of(internet, elsewhere, ingress, identity, database, names))
                .toList();
        List<String> ports = List.of(
                "TCP/22",
                "TCP/53",
                "UDP/53",
                "TCP/80",
                "TCP/443",
                "TCP/5432",
                "TCP/8080",
                "TCP/8081",
                "TCP/8443",
                "UDP/8443",
                "TCP/8444",
                "TCP/8445",
                "TCP/8446",
                "TCP/8447",
                "TCP/8448",
                "TCP/9000",
                "TCP/9092");
        NetworkPolicyEvaluator arrows = new NetworkPolicyEvaluator(MANIFESTS.of(NetworkPolicy.class));

        Set<String> allowed = new TreeSet<>();
        for (ConnectionEnd from : places) {
            for (ConnectionEnd to : places) {
                for (String port : ports) {
                    String[] parts = port.split("/", -1);
                    // Holdfast's policies do not control connections between other namespaces.
                    if ((from.isOurs() || to.isOurs())
                            && arrows.allow(from, to, parts[0], Integer.parseInt(parts[1]))) {
                        allowed.add(from.name() + " -> " + to.name() + " " + port);
                    }
                }
            }
        }

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "internet -> device-gateway TCP/8443",
                        "internet -> device-gateway TCP/8446",
                        // Pods of other namespaces have the same access as the internet.
                        "something-else -> device-gateway TCP/8443",
                        "something-else -> device-gateway TCP/8446",
                        "ingress -> device-gateway TCP/8443",
                        "ingress -> device-gateway TCP/8446",
                        "identity -> device-gateway TCP/8443",
                        "identity -> device-gateway TCP/8446",
                        "database -> device-gateway TCP/8443",
                        "database -> device-gateway TCP/8446",
                        "dns -> device-gateway TCP/8443",
                        "dns -> device-gateway TCP/8446",
                        "device-gateway -> backend TCP/8444",
                        "ui -> backend TCP/8081",
                        "ui -> identity TCP/8443",
                        // A console forwards logouts to its other replicas.
                        "ui -> ui TCP/8080",
                        "ingress -> ui TCP/8080",
                        "ingress -> backend TCP/8081",
                        "backend -> database TCP/5432",
                        "backend -> identity TCP/8443",
                        "device-gateway -> dns UDP/53",
                        "device-gateway -> dns TCP/53",
                        "backend -> dns UDP/53",
                        "backend -> dns TCP/53",
                        "ui -> dns UDP/53",
                        "ui -> dns TCP/53");
    }

    @Test
    void the_example_lets_monitoring_reach_management_ports_and_nothing_else() {
        NetworkPolicyEvaluator arrows = new NetworkPolicyEvaluator(Stream.of(MANIFESTS, Manifests.listedIn(EXAMPLE))
                .flatMap(manifests -> manifests.of(NetworkPolicy.class).stream())
                .toList());
        Map<String, Integer> management = Map.of("device-gateway", 8445, "backend", 8447, "ui", 8448);

        management.forEach((name, port) -> {
            ConnectionEnd process = ConnectionEnd.ours(name);
            ConnectionEnd monitoring = ConnectionEnd.provider("monitoring");
            assertThat(arrows.allow(monitoring, process, "TCP", port)).as(name).isTrue();
            assertThat(arrows.allow(ConnectionEnd.provider("ingress"), process, "TCP", port))
                    .as(name)
                    .isFalse();
            for (int other : List.of(8080, 8081, 8444)) {
                assertThat(arrows.allow(monitoring, process, "TCP", other))
                        .as("%s %d", name, other)
                        .isFalse();
            }
        });
    }

    @Test
    void no_process_has_more_rights_than_it_needs() {
        assertThat(MANIFESTS.of(Deployment.class)).hasSize(3).allSatisfy(deployment -> {
            var pod = deployment.getSpec().getTemplate().getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getServiceAccountName())
                    .isEqualTo(deployment.getMetadata().getName());
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
                var security = container.getSecurityContext();
                assertThat(security.getReadOnlyRootFilesystem()).isTrue();
                assertThat(security.getAllowPrivilegeEscalation()).isFalse();
                assertThat(security.getPrivileged()).isNull();
                assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(security.getCapabilities().getAdd()).isEmpty();
            });
        });
    }

    @Test
    void every_container_has_resource_limits_and_probes() {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertProbe(container, container.getStartupProbe(), "/q/health/started");
            assertProbe(container, container.getReadinessProbe(), "/q/health/ready");
            assertProbe(container, container.getLivenessProbe(), "/q/health/live");
        });
    }

    @Test
    void a_rollout_waits_for_the_longest_start() {
        assertThat(MANIFESTS.of(Deployment.class)).allSatisfy(deployment -> {
            Probe startup = container(deployment.getMetadata().getName()).getStartupProbe();
            Integer patience = deployment.getSpec().getProgressDeadlineSeconds();
            assertThat(patience == null ? KUBERNETES_PATIENCE : patience)
                    .isGreaterThan(startup.getPeriodSeconds() * startup.getFailureThreshold());
        });
    }

    @ParameterizedTest
    @CsvSource({"device-gateway,8445", "backend,8447", "ui,8448"})
    void probes_use_the_management_port_and_no_service_exposes_it(String name, int number) {
        Container process = container(name);

        assertThat(process.getReadinessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo("management");
        assertThat(process.getPorts()).anySatisfy(port -> {
            assertThat(port.getName()).isEqualTo("management");
            assertThat(port.getContainerPort()).isEqualTo(number);
        });
        assertThat(MANIFESTS.of(Service.class))
                .flatExtracting(service -> service.getSpec().getPorts())
                .noneSatisfy(port -> assertThat(port.getPort()).isEqualTo(number));
    }

    @Test
    void every_process_has_a_service_and_a_disruption_budget_that_select_it() {
        assertThat(MANIFESTS.of(Deployment.class)).allSatisfy(deployment -> {
            Map<String, String> labels =
                    deployment.getSpec().getTemplate().getMetadata().getLabels();
            assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
            assertThat(MANIFESTS.of(PodDisruptionBudget.class))
                    .filteredOn(budget ->
                            budget.getSpec().getSelector().getMatchLabels().equals(labels))
                    .hasSize(1);
            assertThat(MANIFESTS.of(Service.class))
                    .filteredOn(service -> service.getSpec().getSelector().equals(labels))
                    .isNotEmpty()
                    .allSatisfy(service -> assertThat(service.getSpec().getPorts())
                            .extracting(port -> port.getTargetPort().getStrVal())
                            .isSubsetOf(container(deployment.getMetadata().getName()).getPorts().stream()
                                    .map(port -> port.getName())
                                    .toList()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend", "device-gateway", "ui"})
    void manifests_set_only_settings_that_the_process_reads(String module) throws IOException {
        String properties =
                Files.readString(Path.of("..", module, "src", "main", "resources", "application.properties"));
        Map<String, String> defaults = SETTING.matcher(properties)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group("name"),
                        found -> Objects.requireNonNullElse(found.group("default"), ""),
                        (first, second) -> first));

        List<String> set = container(module).getEnv().stream()
                .map(EnvVar::getName)
                .filter(name -> name.startsWith("HOLDFAST_"))
                .toList();

        assertThat(set).isSubsetOf(defaults.keySet());
        assertThat(defaults).allSatisfy((name, value) -> {
            if (ONE_MACHINE.matcher(value).matches()) {
                assertThat(set).contains(name);
            }
        });
    }

    @Test
    void manifests_contain_no_secrets_and_the_readme_explains_each() throws IOException {
        String readme = Files.readString(Manifests.FOLDER.resolve("README.md"));
        Set<String> named = new TreeSet<>();
        containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(env -> env.getValueFrom() != null && env.getValueFrom().getSecretKeyRef() != null)
                .map(env -> env.getValueFrom().getSecretKeyRef())
                .forEach(key -> {
                    named.add(key.getName());
                    assertThat(readme).contains("`" + key.getKey() + "`");
                });
        MANIFESTS.of(Deployment.class).stream()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> named.add(volume.getSecret().getSecretName()));

        assertThat(Manifests.listedIn(EXAMPLE).of(Secret.class)).isEmpty();
        assertThat(MANIFESTS.of(Secret.class)).isEmpty();
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
        assertThat(containers().flatMap(container -> container.getEnv().stream()))
                .filteredOn(env -> env.getName().matches(".*(PASSWORD|PASSPHRASE|SECRET)"))
                // Only the secret of the client for people is optional. Without it, the backend cannot find and invite
                // people.
                .allSatisfy(env -> assertThat(Boolean.TRUE.equals(
                                env.getValueFrom().getSecretKeyRef().getOptional()))
                        .as(env.getName())
                        .isEqualTo(env.getName().equals("HOLDFAST_PEOPLE_CLIENT_SECRET")));
    }

    @Test
    void the_gateway_gets_no_database_keys_or_identity_provider() {
        Container gateway = container("device-gateway");

        assertThat(gateway.getEnv())
                .extracting(EnvVar::getName)
                .noneMatch(name -> name.contains("_DB_") || name.contains("_KEYS_") || name.contains("OIDC"));
        assertThat(gateway.getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsExactlyInAnyOrder("server", "client", "infra-ca", "tmp");
    }

    @Test
    void each_gateway_pod_has_its_own_certificates_of_days() {
        List<Volume> volumes = MANIFESTS.of(Deployment.class).stream()
                .filter(deployment -> deployment.getMetadata().getName().equals("device-gateway"))
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getVolumes().stream())
                .toList();

        assertThat(volumes).filteredOn(volume -> volume.getSecret() != null).isEmpty();
        assertThat(certificate(volumes, "server"))
                .contains(entry("key-usages", "digital signature,server auth"))
                .contains(entry("duration", "168h"), entry("renew-before", "84h"));
        assertThat(certificate(volumes, "client"))
                .contains(entry("common-name", "device-gateway"))
                .contains(entry("key-usages", "digital signature,client auth"))
                .contains(entry("duration", "720h"), entry("renew-before", "360h"));
    }

    /** Returns the request for a certificate of a pod's own. Checks what both requests need. */
    private static Map<String, String> certificate(List<Volume> volumes, String name) {
        CSIVolumeSource csi = volumes.stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getCsi();
        String prefix = csi.getDriver() + "/";
        assertThat(csi.getDriver()).isEqualTo("csi.cert-manager.io");
        assertThat(csi.getReadOnly()).isTrue();
        assertThat(csi.getVolumeAttributes())
                .allSatisfy((key, value) -> assertThat(key).startsWith(prefix));
        Map<String, String> request = csi.getVolumeAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey().substring(prefix.length()), Map.Entry::getValue));
        assertThat(request)
                .contains(entry("issuer-name", "holdfast-infra"), entry("fs-group", "10001"))
                .as("the key can be read by the gateway and is new in each certificate")
                .contains(entry("key-algorithm", "ECDSA"), entry("key-size", "256"), entry("key-encoding", "PKCS8"))
                .doesNotContainKey("reuse-private-key");
        return request;
    }

    @Test
    void every_referenced_setting_is_in_the_config_map() {
        ConfigMap settings = MANIFESTS.of(ConfigMap.class).getFirst();

        assertThat(containers().flatMap(container -> container.getEnv().stream()))
                .filteredOn(
                        env -> env.getValueFrom() != null && env.getValueFrom().getConfigMapKeyRef() != null)
                .allSatisfy(env -> assertThat(settings.getData())
                        .containsKey(env.getValueFrom().getConfigMapKeyRef().getKey()));
    }

    @Test
    void the_backend_knows_the_limit_of_the_database() {
        assertThat(container("backend").getEnv()).extracting(EnvVar::getName).contains("HOLDFAST_DISK_DATABASE_LIMIT");
        assertThat(MANIFESTS.of(ConfigMap.class).getFirst().getData().get("database-limit"))
                .matches("[1-9][0-9]*G");
    }

    @Test
    void no_client_can_choose_its_address_through_the_example_ingress() {
        assertThat(MANIFESTS.of(ConfigMap.class).getFirst().getData()).containsEntry("trusted-proxies", "0.0.0.0/32");
        assertThat(Manifests.listedIn(EXAMPLE).of(Ingress.class))
                .isNotEmpty()
                .allSatisfy(ingress -> assertThat(ingress.getMetadata().getAnnotations())
                        .containsEntry(
                                "nginx.ingress.kubernetes.io/configuration-snippet",
                                "proxy_set_header Forwarded \"\";"));
    }

    @Test
    void the_example_ingress_serves_the_api_at_the_address_that_the_console_shows() throws IOException {
        URI address = URI.create(new YAMLMapper()
                .readTree(Files.readString(EXAMPLE.resolve("settings.yaml")))
                .at("/data/api-public-url")
                .asText());

        assertThat(Manifests.listedIn(EXAMPLE).of(Ingress.class).stream()
                        .flatMap(ingress -> ingress.getSpec().getRules().stream())
                        .filter(rule -> rule.getHost().equals(address.getHost()))
                        .flatMap(rule -> rule.getHttp().getPaths().stream()))
                .extracting(HTTPIngressPath::getPath)
                .containsExactly("/api/");
        assertThat(address.getScheme()).isEqualTo("https");
    }

    @Test
    void the_example_ingress_serves_the_public_revocation_address_and_nothing_else_there() throws IOException {
        String address = new YAMLMapper()
                .readTree(Files.readString(EXAMPLE.resolve("settings.yaml")))
                .at("/data/revocation-public-url")
                .asText();

        Ingress revocation = Manifests.listedIn(EXAMPLE).of(Ingress.class).stream()
                .filter(ingress ->
                        ("http://" + ingress.getSpec().getRules().getFirst().getHost()).equals(address))
                .findFirst()
                .orElseThrow();
        assertThat(revocation.getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/use-regex", "true")
                // The backend sees the ingress's address only, so only the ingress can limit each client.
                .containsKey("nginx.ingress.kubernetes.io/limit-rps");
        List<HTTPIngressPath> paths =
                revocation.getSpec().getRules().getFirst().getHttp().getPaths();
        assertThat(paths).extracting(HTTPIngressPath::getPathType).containsOnly("ImplementationSpecific");
        // Without the $ at the end, the ingress would allow longer paths.
        assertThat(paths).extracting(HTTPIngressPath::getPath).allMatch(path -> path.endsWith("$"));
        Predicate<String> served = path -> paths.stream().anyMatch(one -> path.matches(one.getPath()));
        String guid = "0197c0de-0000-7000-8000-000000000001";
        assertThat(List.of("/pki/ca/root", "/pki/crl/policy", "/pki/ocsp/" + guid, "/pki/ocsp/root/MEIwQDA+/A=="))
                .allMatch(served);
        assertThat(List.of(
                        "/pki/",
                        "/pki/ca/",
                        "/pki/ca/root/",
                        "/pki/ca/root/x",
                        "/pki/crl/../ca/root",
                        "/pki/x/root",
                        "/"))
                .noneMatch(served);
        assertThat(container("backend").getEnv())
                .extracting(EnvVar::getName)
                .contains("HOLDFAST_REVOCATION_PUBLIC_URL", "HOLDFAST_OIDC_OWNERS_GROUP");
    }

    private static void assertProbe(Container container, Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(container.getPorts())
                .extracting(port -> port.getName())
                .contains(probe.getHttpGet().getPort().getStrVal());
    }

    private static Stream<Container> containers() {
        return MANIFESTS.of(Deployment.class).stream()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream());
    }

    private static Container container(String name) {
        return containers()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
