package dev.holdfast.backend.fleet;

/** Update policy of a group: the kinds of software that are delivered to its devices. */
public enum UpdatePolicy {
    /** OS and applications. */
    ALL("UpdateAll"),
    /** OS only. Developers install the applications themselves (sideloading). */
    NO_APPLICATIONS("No3rdPartyAppUpdates");

    private final String apiName;

    UpdatePolicy(String apiName) {
        this.apiName = apiName;
    }

    /** Returns Azure Sphere's name of the policy. */
    public String apiName() {
        return apiName;
    }
}
