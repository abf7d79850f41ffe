// KContacts beside: `kcontacts FILE` reads cards into its own objects, writes them again and tells seconds of processor.
#include <KContacts/VCardConverter>

#include <QFile>

#include <cstdio>
#include <ctime>

int main(int count, char **arguments) {
  if (count < 2) return 2;
  QFile file(QString::fromLocal8Bit(arguments[1]));
  if (!file.open(QIODevice::ReadOnly)) return 1;
  const clock_t start = clock();
  const QByteArray bytes = file.readAll();
  KContacts::VCardConverter converter;
  const KContacts::Addressee::List cards = converter.parseVCards(bytes);
  const QByteArray written = converter.createVCards(cards, KContacts::VCardConverter::v3_0);
  std::printf("%lld %f %lld\n", static_cast<long long>(cards.size()),
              static_cast<double>(clock() - start) / CLOCKS_PER_SEC, static_cast<long long>(written.size()));
  if (count > 2) std::fwrite(written.constData(), 1, written.size(), stderr);
}
