package dev.holdfast.backend.fleet;

/** Which operating system a group gets. */
public enum OsFeed {
    /** The released one. */
    RETAIL("Retail"),
    /** The coming one, two weeks earlier. */
    EVALUATION("RetailEval");

    private final String apiName;

    OsFeed(String apiName) {
        this.apiName = apiName;
    }

    /** Returns Azure Sphere's name. */
    public String apiName() {
        return apiName;
    }
}
