// What ez-vcard finds wrong with cards: `java ValidateCards.java FILE...` prints a line for each finding.
import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import java.io.File;

public class ValidateCards {
  public static void main(String[] paths) throws Exception {
    for (String path : paths) {
      int count = 0;
      try (VCardReader reader = new VCardReader(new File(path))) {
        VCard card;
        while ((card = reader.readNext()) != null) {
          count++;
          for (Object warning : reader.getWarnings()) say(path, count, card, warning);
          for (String line : card.validate(card.getVersion()).toString().split("\n")) say(path, count, card, line);
        }
      }
      System.out.println(path + "\t" + count + "\t\t");
    }
  }

  static void say(String path, int count, VCard card, Object finding) {
    String text = finding.toString().strip();
    if (!text.isEmpty()) System.out.println(path + "\t" + count + "\t" + card.getVersion().getVersion() + "\t" + text);
  }
}
