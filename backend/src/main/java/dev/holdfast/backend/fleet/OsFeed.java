package dev.holdfast.backend.fleet;

/** Release channel that the operating system of a group follows. */
public enum OsFeed {
    /** Releases for all devices: promoted ones, and ones that started in both feeds. */
    RETAIL("Retail"),
    /** Also releases that were not promoted to {@code Retail} yet. They are promoted on request, or after 14 days. */
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
