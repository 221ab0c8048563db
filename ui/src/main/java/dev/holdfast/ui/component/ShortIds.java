package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens device IDs in sentences of the operator API, so that the sentences stay readable. */
public final class ShortIds {
    private static final Pattern WHOLE = Pattern.compile("\\b[0-9a-f]{128}\\b");

    private ShortIds() {}

    /** Shows the first digits of each ID, and all on hover. */
    public static Span in(String sentence) {
        Span words = new Span();
        Matcher ids = WHOLE.matcher(sentence);
        int end = 0;
        while (ids.find()) {
            words.add(sentence.substring(end, ids.start()));
            words.add(brief(DeviceId.parse(ids.group())));
            end = ids.end();
        }
        words.add(sentence.substring(end));
        return words;
    }

    private static Code brief(DeviceId id) {
        Code text = new Code(id.shortText() + "…");
        text.setTitle(id.text());
        return text;
    }
}
