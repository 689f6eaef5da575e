package dev.plinth.components.storage;

/**
 * A move of objects to a cheaper storage class.
 *
 * @param afterDays the age at which they move, from 0; {@link StorageClass#STANDARD_IA} from 30
 * @param storageClass where they move
 */
public record Transition(int afterDays, StorageClass storageClass) {

    /** S3's storage classes that keep objects in several zones, by S3's own names. */
    public enum StorageClass {
        /** S3 watches the use of each object and moves it itself. */
        INTELLIGENT_TIERING,
        /** For objects that are read about once a month. */
        STANDARD_IA,
        /** For objects that are read about once a quarter, within milliseconds. */
        GLACIER_IR,
        /** For archives; reading takes minutes to hours. */
        GLACIER,
        /** For archives; reading takes up to 12 hours. */
        DEEP_ARCHIVE
    }

    boolean isValid() {
        return afterDays >= (storageClass == StorageClass.STANDARD_IA ? 30 : 0);
    }
}
