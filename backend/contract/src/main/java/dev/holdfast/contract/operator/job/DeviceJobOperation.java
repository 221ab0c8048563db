package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.identity.Permission;

/** What a job does to each of its devices. */
public enum DeviceJobOperation {
    /** Puts it into another group. */
    MOVE(Permission.MANAGE_FLEET),
    /** Gives it tags and takes tags away. */
    TAG(Permission.MANAGE_FLEET),
    /** Claims it into a group. */
    CLAIM(Permission.MANAGE_FLEET),
    /** Shuts it out. */
    BLOCK(Permission.MANAGE_CATALOG),
    /** Lets it in again. */
    UNBLOCK(Permission.MANAGE_CATALOG);

    private final Permission needs;

    DeviceJobOperation(Permission needs) {
        this.needs = needs;
    }

    /** Returns what whoever begins it must be allowed to do where the devices are, as long as it runs. */
    public Permission needs() {
        return needs;
    }
}
