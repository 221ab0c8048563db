/** Tests of links and test names in the project's documents, of what the build downloads, and of the inputs of fuzz targets. */
@NullMarked
package dev.holdfast.standalone.docs;

import org.jspecify.annotations.NullMarked;
