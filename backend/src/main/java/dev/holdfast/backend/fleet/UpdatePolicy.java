package dev.holdfast.backend.fleet;

/** What is delivered to a group. */
public enum UpdatePolicy {
    /** Operating system and applications. */
    ALL("UpdateAll"),
    /** The operating system only: applications are side-loaded. */
    NO_APPLICATIONS("No3rdPartyAppUpdates");

    private final String apiName;

    UpdatePolicy(String apiName) {
        this.apiName = apiName;
    }

    /** Returns Azure Sphere's name. */
    public String apiName() {
        return apiName;
    }
}
