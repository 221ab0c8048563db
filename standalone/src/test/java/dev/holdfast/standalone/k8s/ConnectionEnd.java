package dev.holdfast.standalone.k8s;

import java.util.Map;

/**
 * One end of a connection: a pod, or a machine outside of the cluster.
 *
 * @param name name in the test's expectations
 * @param namespaceLabels labels of the pod's namespace, empty for a machine outside of the cluster
 * @param podLabels labels of the pod
 */
record ConnectionEnd(String name, Map<String, String> namespaceLabels, Map<String, String> podLabels) {
    static final String NAMESPACE = "holdfast";

    /** Returns a pod in Holdfast's own namespace. */
    static ConnectionEnd ours(String name) {
        return new ConnectionEnd(
                name, Map.of("kubernetes.io/metadata.name", NAMESPACE), Map.of("app.kubernetes.io/name", name));
    }

    /** Returns a pod in the namespace of a service that the cluster provides, such as the database. */
    static ConnectionEnd provider(String name) {
        return new ConnectionEnd(
                name, Map.of("holdfast.dev/" + name, "true", "kubernetes.io/metadata.name", name), Map.of());
    }

    /** Returns whether this is a pod in Holdfast's namespace. */
    boolean isOurs() {
        return NAMESPACE.equals(namespaceLabels.get("kubernetes.io/metadata.name"));
    }
}
