package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import java.util.Base64;
import java.util.HexFormat;

/** Bytes as a file, base64 and hex, to check them with other tools. */
public final class RawBytes extends Details {
    private static final int PER_LINE = 32;

    public RawBytes(String name, String fileName, byte[] content) {
        Div tools = Styled.div(
                "hf-raw-tools",
                new FileDownload(
                        text("raw-bytes.download", fileName), fileName, "application/octet-stream", () -> content),
                CopyButton.saying("base64", Base64.getEncoder().encodeToString(content), text("copy.base64-of", name)),
                CopyButton.saying("hex", HexFormat.of().formatHex(content), text("copy.hex-of", name)));
        Pre bytes = new Pre(lines(content));
        // A region that scrolls must accept the focus, for people who use the keyboard.
        bytes.getElement().setAttribute("tabindex", "0");
        bytes.getElement().setAttribute("role", "region");
        bytes.getElement().setAttribute("aria-label", text("raw-bytes.hex", name));
        setSummaryText(text("raw-bytes.summary", name, Amount.bytes(content.length)));
        add(tools, bytes);
        addClassName("hf-raw-details");
    }

    /** Writes {@value #PER_LINE} bytes a line in hex. Each line begins with the offset of its first byte, also in hex. */
    static String lines(byte[] content) {
        StringBuilder hexLines = new StringBuilder();
        HexFormat hex = HexFormat.ofDelimiter(" ");
        for (int start = 0; start < content.length; start += PER_LINE) {
            int end = Math.min(content.length, start + PER_LINE);
            hexLines.append(HexFormat.of().toHexDigits(start, 4))
                    .append("  ")
                    .append(hex.formatHex(content, start, end))
                    .append('\n');
        }
        return hexLines.toString();
    }
}
