package dev.holdfast.ui.fake;

import dev.holdfast.ui.client.ExportClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that say what was asked for. */
public final class FakeExports implements ExportClient {
    private static final String FOLDER = "exports/";

    @Override
    public InputStream export(
            String catalog,
            String list,
            String form,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String fields) {
        return new ByteArrayInputStream(words(list, form, filter, sort, fields));
    }

    static boolean knows(String path) {
        return path.startsWith(FOLDER);
    }

    byte[] get(String path, Map<String, String> query) {
        String[] file = path.substring(FOLDER.length()).split("\\.", 2);
        return words(file[0], file[1], query.get("filter"), query.get("sort"), query.get("fields"));
    }

    private static byte[] words(
            String list, String form, @Nullable String filter, @Nullable String sort, @Nullable String fields) {
        return (list + " as " + form + ": " + filter + " by " + sort + " with " + fields + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
