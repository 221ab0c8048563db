package dev.holdfast.standalone.k8s;

import java.util.Map;

/**
 * A pod or a machine outside of the cluster, as one end of a connection.
 *
 * @param name for the test
 * @param namespaceLabels labels of its namespace; empty outside of the cluster
 * @param podLabels labels of the pod
 */
record Place(String name, Map<String, String> namespaceLabels, Map<String, String> podLabels) {
    static final String NAMESPACE = "holdfast";

    /** A pod in Holdfast's own namespace. */
    static Place ours(String name) {
        return new Place(
                name, Map.of("kubernetes.io/metadata.name", NAMESPACE), Map.of("app.kubernetes.io/name", name));
    }

    /** A pod in the namespace of a provided service. */
    static Place provider(String name) {
        return new Place(name, Map.of("holdfast.dev/" + name, "true", "kubernetes.io/metadata.name", name), Map.of());
    }

    boolean isOurs() {
        return NAMESPACE.equals(namespaceLabels.get("kubernetes.io/metadata.name"));
    }
}
