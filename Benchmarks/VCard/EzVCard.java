// ez-vcard beside: `java EzVCard time FILE ROUNDS` (the first rounds warm the machine up), `java EzVCard copy FILE`.
import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;
import ezvcard.io.text.VCardWriter;
import java.io.File;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

public class EzVCard {
  static int copy(Path path, OutputStream out) throws Exception {
    int cards = 0;
    try (VCardReader reader = new VCardReader(path.toFile())) {
      VCardWriter writer = new VCardWriter(out, VCardVersion.V3_0);
      writer.setAddProdId(false);
      writer.setVersionStrict(false);
      VCard card;
      while ((card = reader.readNext()) != null) {
        writer.setTargetVersion(card.getVersion());
        writer.write(card);
        cards++;
      }
      writer.flush();
    }
    return cards;
  }

  public static void main(String[] arguments) throws Exception {
    Path path = new File(arguments[1]).toPath();
    if (arguments[0].equals("copy")) {
      copy(path, System.out);
      return;
    }
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      int cards = copy(path, OutputStream.nullOutputStream());
      System.out.println(cards + " " + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9);
    }
  }
}
