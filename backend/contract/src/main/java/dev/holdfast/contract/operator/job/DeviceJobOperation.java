package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.identity.Permission;

/** Operation of a job on each device. */
public enum DeviceJobOperation {
    /** Move to another device group. */
    MOVE(Permission.MANAGE_FLEET),
    /** Add and remove tags. */
    TAG(Permission.MANAGE_FLEET),
    /** Claim into a device group. */
    CLAIM(Permission.MANAGE_FLEET),
    /** Block. */
    BLOCK(Permission.MANAGE_CATALOG),
    /** Unblock. */
    UNBLOCK(Permission.MANAGE_CATALOG);

    private final Permission needs;

    DeviceJobOperation(Permission needs) {
        this.needs = needs;
    }

    /** Returns the permission that the user needs for the devices, from the start of the job to its end. */
    public Permission needs() {
        return needs;
    }
}
