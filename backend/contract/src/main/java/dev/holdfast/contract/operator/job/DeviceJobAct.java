package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.identity.Act;

/** What a job does to each of its devices. */
public enum DeviceJobAct {
    /** Puts it into another group. */
    MOVE(Act.MANAGE_FLEET),
    /** Gives it tags and takes tags away. */
    TAG(Act.MANAGE_FLEET),
    /** Claims it into a group. */
    CLAIM(Act.MANAGE_FLEET),
    /** Shuts it out. */
    BLOCK(Act.MANAGE_CATALOG),
    /** Lets it in again. */
    UNBLOCK(Act.MANAGE_CATALOG);

    private final Act needs;

    DeviceJobAct(Act needs) {
        this.needs = needs;
    }

    /** Returns what whoever begins it must be allowed to do where the devices are, as long as it runs. */
    public Act needs() {
        return needs;
    }
}
