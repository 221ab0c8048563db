package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.identity.Permission;
import java.util.List;

/** Acts that a catalog may want a second person for. */
public enum ApprovalOperation {
    /** Activating a version of a policy, or taking a policy away. */
    ACTIVATE_POLICY(Permission.ACTIVATE_POLICIES, "activating a policy"),
    /** Issuing a capability file that allows something; one that takes everything away never waits. */
    ISSUE_CAPABILITY(Permission.ISSUE_CAPABILITIES, "issuing a capability file"),
    /** Deploying images to a device group. */
    START_DEPLOYMENT(Permission.PUBLISH, "deploying images"),
    /** Blocking more than one device at once. */
    BLOCK_MANY_DEVICES(Permission.MANAGE_CATALOG, "blocking several devices at once"),
    /** Blocking a single device: what is done in an emergency, so think before you switch it on. */
    BLOCK_ONE_DEVICE(Permission.MANAGE_CATALOG, "blocking a single device"),
    /** Revoking the certificates of a device, or one of them: done in an emergency likewise. */
    REVOKE_CERTIFICATES(Permission.MANAGE_CATALOG, "revoking a device's certificates"),
    /**
     * Unclaiming devices, or offering them to another catalog: it ends all of their certificates for good. Needed also where
     * {@link #REVOKE_CERTIFICATES} is, of which it would be a way around.
     */
    RELEASE_DEVICES(Permission.MANAGE_CATALOG, "letting devices go"),
    /**
     * Retiring an authority of the catalog, with all that it issued. Needed also where {@link #REVOKE_CERTIFICATES} is: it revokes every
     * one of them.
     */
    RETIRE_AUTHORITY(Permission.MANAGE_CATALOG, "retiring an authority"),
    /** Switching off that an act needs a second person. It always needs one itself. */
    CHANGE_APPROVAL_RULES(Permission.MANAGE_CATALOG, "changing these rules");

    private final Permission needs;
    private final String words;

    ApprovalOperation(Permission needs, String words) {
        this.needs = needs;
        this.words = words;
    }

    /** Returns what it is, for people: words that can follow "for". */
    public String words() {
        return words;
    }

    /** Returns the operations of which any one that needs a second person makes this one need one, too; first itself. */
    public List<ApprovalOperation> neededWith() {
        return switch (this) {
            case RELEASE_DEVICES, RETIRE_AUTHORITY -> List.of(this, REVOKE_CERTIFICATES);
            case BLOCK_MANY_DEVICES -> List.of(this, BLOCK_ONE_DEVICE);
            default -> List.of(this);
        };
    }

    /** Returns what whoever asks for it must be allowed to do, when they ask and still when it is decided. */
    public Permission needs() {
        return needs;
    }
}
