package dev.holdfast.ui.device;

/** Image types in words: {@code NormalWorldKernel} becomes {@code Normal world kernel}. */
final class ImageTypeName {
    private ImageTypeName() {}

    static String words(String type) {
        if (type.equals("OneBl")) {
            return "First-stage boot loader";
        }
        StringBuilder words = new StringBuilder();
        for (int index = 0; index < type.length(); index++) {
            char letter = type.charAt(index);
            boolean starts = index > 0
                    && Character.isUpperCase(letter)
                    && (Character.isLowerCase(type.charAt(index - 1))
                            || (index + 1 < type.length() && Character.isLowerCase(type.charAt(index + 1))));
            if (starts) {
                words.append(' ');
            }
            boolean acronym = index + 1 < type.length() && Character.isUpperCase(type.charAt(index + 1));
            words.append(index > 0 && !acronym ? Character.toLowerCase(letter) : letter);
        }
        return words.toString();
    }
}
