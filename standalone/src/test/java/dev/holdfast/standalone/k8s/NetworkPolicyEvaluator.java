package dev.holdfast.standalone.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which connections the network policies allow, by the rules of the Kubernetes API reference. The egress policies of the source and
 * the ingress policies of the target must both allow a connection. If no policy of that direction selects a pod, the pod allows all
 * connections in that direction. Otherwise, at least one of these policies must list the connection.
 */
final class NetworkPolicyEvaluator {
    private final List<NetworkPolicy> policies;

    NetworkPolicyEvaluator(List<NetworkPolicy> policies) {
        this.policies = policies;
    }

    /** Returns whether a connection is allowed. {@code protocol} is TCP or UDP, {@code port} a port of {@code to}. */
    boolean allow(ConnectionEnd from, ConnectionEnd to, String protocol, int port) {
        return leaves(from, to, protocol, port) && enters(from, to, protocol, port);
    }

    /** Returns whether the egress policies of {@code from} allow the connection. */
    private boolean leaves(ConnectionEnd from, ConnectionEnd to, String protocol, int port) {
        List<NetworkPolicy> selecting = selecting(from, "Egress");
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> ports(rule.getPorts(), protocol, port) && peers(rule.getTo(), to));
    }

    /** Returns whether the ingress policies of {@code to} allow the connection. */
    private boolean enters(ConnectionEnd from, ConnectionEnd to, String protocol, int port) {
        List<NetworkPolicy> selecting = selecting(to, "Ingress");
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> ports(rule.getPorts(), protocol, port) && peers(rule.getFrom(), from));
    }

    private List<NetworkPolicy> selecting(ConnectionEnd place, String direction) {
        return policies.stream()
                .filter(policy -> place.isOurs()
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && matches(policy.getSpec().getPodSelector(), place.podLabels()))
                .toList();
    }

    // An absent list of ports or peers means all ports or all peers.
    private static boolean ports(List<NetworkPolicyPort> ports, String protocol, int port) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(open -> open.getProtocol().equals(protocol)
                                && Objects.equals(open.getPort().getIntVal(), port)
                                && open.getEndPort() == null);
    }

    private static boolean peers(List<NetworkPolicyPeer> peers, ConnectionEnd place) {
        return peers.isEmpty() || peers.stream().anyMatch(peer -> peer(peer, place));
    }

    private static boolean peer(NetworkPolicyPeer peer, ConnectionEnd place) {
        if (peer.getIpBlock() != null) {
            // The only IP blocks in the policies are "all addresses". Whether such a block includes the addresses of
            // pods
            // depends on the network plugin. This test assumes that pods are included.
            return peer.getIpBlock().getExcept().isEmpty()
                    && List.of("0.0.0.0/0", "::/0").contains(peer.getIpBlock().getCidr());
        }
        boolean namespace = peer.getNamespaceSelector() == null
                ? place.isOurs()
                : !place.namespaceLabels().isEmpty() && matches(peer.getNamespaceSelector(), place.namespaceLabels());
        return namespace && matches(peer.getPodSelector(), place.podLabels());
    }

    private static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return true;
        }
        boolean equal = selector.getMatchLabels() == null
                || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
        return equal
                && selector.getMatchExpressions().stream().allMatch(expression -> switch (expression.getOperator()) {
                    case "In" -> expression.getValues().contains(labels.getOrDefault(expression.getKey(), ""));
                    default -> throw new IllegalArgumentException("operator " + expression.getOperator());
                });
    }
}
