package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.identity.Permission;
import java.util.List;

/** Operation that a catalog can require approval for. */
public enum ApprovalOperation {
    /** Activate a version of a policy, or remove a policy. */
    ACTIVATE_POLICY(Permission.ACTIVATE_POLICIES, "activating a policy"),
    /** Issue a capability file. A file that only removes capabilities never needs approval. */
    ISSUE_CAPABILITY(Permission.ISSUE_CAPABILITIES, "issuing a capability file"),
    /** Deploy images to a device group. Also needs approval where the group requires it. */
    START_DEPLOYMENT(Permission.PUBLISH, "deploying images"),
    /**
     * Import, restore or confirm reference values. Also needs approval when {@link #ACTIVATE_POLICY} does. The value of an uploaded image is
     * then tentative.
     */
    ACCEPT_REFERENCES(Permission.PUBLISH, "accepting reference values"),
    /** Retire a reference value. Also needs approval when {@link #BLOCK_MANY_DEVICES} or {@link #BLOCK_ONE_DEVICE} does. */
    RETIRE_REFERENCES(Permission.PUBLISH, "retiring reference values"),
    /**
     * Change the connection requirement, OS feed or update policy of a device group. Also needs approval when {@link #BLOCK_MANY_DEVICES} or
     * {@link #BLOCK_ONE_DEVICE} does.
     */
    CHANGE_GROUP(Permission.MANAGE_FLEET, "changing a device group"),
    /** Move devices between device groups, or accept devices of another catalog. Also needs approval when {@link #CHANGE_GROUP} does. */
    MOVE_DEVICES(Permission.MANAGE_FLEET, "moving devices"),
    /** Block several devices at once. Also needs approval when {@link #BLOCK_ONE_DEVICE} does. */
    BLOCK_MANY_DEVICES(Permission.MANAGE_CATALOG, "blocking several devices at once"),
    /** Block a single device. Requiring approval delays the response to an emergency. */
    BLOCK_ONE_DEVICE(Permission.MANAGE_CATALOG, "blocking a single device"),
    /** Revoke certificates of a device. Requiring approval delays the response to an emergency. */
    REVOKE_CERTIFICATES(Permission.MANAGE_CATALOG, "revoking a device's certificates"),
    /**
     * Unclaim devices or offer them to another catalog, which revokes their certificates. Also needs approval when
     * {@link #REVOKE_CERTIFICATES} does.
     */
    RELEASE_DEVICES(Permission.MANAGE_CATALOG, "releasing devices"),
    /**
     * Retire a CA of the catalog, which revokes all its certificates. Also needs approval when {@link
     * #REVOKE_CERTIFICATES} does.
     */
    RETIRE_AUTHORITY(Permission.MANAGE_CATALOG, "retiring an authority"),
    /** Turn off an approval rule. Always needs approval. */
    CHANGE_APPROVAL_RULES(Permission.MANAGE_CATALOG, "changing these rules");

    private final Permission needs;
    private final String words;

    ApprovalOperation(Permission needs, String words) {
        this.needs = needs;
        this.words = words;
    }

    /** Returns the operation in words, to complete the phrase "approval for". */
    public String words() {
        return words;
    }

    /** Returns the operations whose approval rule also applies to this operation, itself first. */
    public List<ApprovalOperation> neededWith() {
        return switch (this) {
            case ACCEPT_REFERENCES -> List.of(this, ACTIVATE_POLICY);
            case MOVE_DEVICES -> List.of(this, CHANGE_GROUP);
            case RETIRE_REFERENCES, CHANGE_GROUP -> List.of(this, BLOCK_MANY_DEVICES, BLOCK_ONE_DEVICE);
            case RELEASE_DEVICES, RETIRE_AUTHORITY -> List.of(this, REVOKE_CERTIFICATES);
            case BLOCK_MANY_DEVICES -> List.of(this, BLOCK_ONE_DEVICE);
            default -> List.of(this);
        };
    }

    /** Returns the permission that the requester needs, both when requesting and when the request is decided. Some requests need more. */
    public Permission needs() {
        return needs;
    }
}
