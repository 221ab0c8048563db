package dev.holdfast.contract.operator.catalog;

/**
 * A catalog to create.
 *
 * @param name {@value #NAME}, unique in the installation, case-insensitively
 * @param displayName 1 to {@value #MOST_DISPLAY_NAME} characters
 */
public record NewCatalog(String name, String displayName) {
    /** The most characters of a display name. */
    public static final int MOST_DISPLAY_NAME = 100;

    /**
     * What a name is, as in Azure Sphere: 1 to 50 letters, digits, '_' and '-'. A regular expression to Java, to browsers and to
     * OpenAPI alike.
     */
    public static final String NAME = "^[A-Za-z0-9_\\-]{1,50}$";
}
