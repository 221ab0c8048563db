package dev.holdfast.backend.fleet;

/** Release channel that the operating system of a group follows. */
public enum OsFeed {
    /** Released versions. */
    RETAIL("Retail"),
    /** The next release, two weeks before devices on {@code Retail} get it. */
    EVALUATION("RetailEval");

    private final String apiName;

    OsFeed(String apiName) {
        this.apiName = apiName;
    }

    /** Returns Azure Sphere's name of the feed. */
    public String apiName() {
        return apiName;
    }
}
