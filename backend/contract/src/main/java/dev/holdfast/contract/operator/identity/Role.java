package dev.holdfast.contract.operator.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What someone may do at a place, as in Azure Sphere, and two that it lacks. This table is the only one: what is not
 * here is denied.
 */
public enum Role {
    /** Everything, members included. */
    OWNER(EnumSet.allOf(Act.class)),
    /** Images, deployments and capability files, and all that a contributor may. */
    PUBLISHER(EnumSet.of(
            Act.READ,
            Act.MANAGE_FLEET,
            Act.HANDLE_ANOMALIES,
            Act.WRITE_POLICIES,
            Act.ACTIVATE_POLICIES,
            Act.APPROVE,
            Act.PUBLISH,
            Act.ISSUE_CAPABILITIES)),
    /** Products and devices. */
    CONTRIBUTOR(EnumSet.of(Act.READ, Act.MANAGE_FLEET, Act.HANDLE_ANOMALIES, Act.WRITE_POLICIES)),
    /** Anomalies and policies. */
    SECURITY_ANALYST(EnumSet.of(Act.READ, Act.HANDLE_ANOMALIES, Act.WRITE_POLICIES, Act.ACTIVATE_POLICIES)),
    /** The second person, and nothing else. */
    APPROVER(EnumSet.of(Act.READ, Act.APPROVE)),
    /** Reading. */
    READER(EnumSet.of(Act.READ));

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of constants
    private final Set<Act> acts;

    Role(Set<Act> acts) {
        this.acts = Collections.unmodifiableSet(acts);
    }

    /** Returns what this role may do. */
    public Set<Act> acts() {
        return acts;
    }

    /** Returns whether this role may do that. */
    public boolean may(Act act) {
        return acts.contains(act);
    }

    /** Returns whether this role may do whatever {@code other} may do. */
    public boolean includes(Role other) {
        return acts.containsAll(other.acts);
    }
}
