package dev.holdfast.standalone.k8s;

import java.util.Map;

/**
 * A pod, or a machine outside the cluster, that may be at one end of a connection.
 *
 * @param name for the test
 * @param namespaceLabels of its namespace; empty outside the cluster
 * @param podLabels its own
 */
record Place(String name, Map<String, String> namespaceLabels, Map<String, String> podLabels) {
    static final String NAMESPACE = "holdfast";

    /** A pod in Holdfast's own namespace. */
    static Place ours(String name) {
        return new Place(
                name, Map.of("kubernetes.io/metadata.name", NAMESPACE), Map.of("app.kubernetes.io/name", name));
    }

    /** A pod in a namespace that provides something. */
    static Place provider(String name) {
        return new Place(name, Map.of("holdfast.dev/" + name, "true", "kubernetes.io/metadata.name", name), Map.of());
    }

    boolean isOurs() {
        return NAMESPACE.equals(namespaceLabels.get("kubernetes.io/metadata.name"));
    }
}
