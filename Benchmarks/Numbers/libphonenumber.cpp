// The same as main.swift with libphonenumber. g++ -O2 libphonenumber.cpp -lphonenumber
#include <phonenumbers/phonenumberutil.h>

#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

int main(int, char **arguments) {
  std::ifstream file(arguments[1]);
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::string line; std::getline(file, line);) lines.emplace_back(line.substr(0, 2), line.substr(3));
  const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
  size_t valid = 0, bytes = 0;
  PhoneNumber number;
  std::string written;
  const clock_t start = clock();
  for (const auto &[region, text] : lines) {
    if (util.Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) continue;
    if (util.IsValidNumber(number)) ++valid;
    util.Format(number, PhoneNumberUtil::E164, &written);
    bytes += written.size();
  }
  const double time = double(clock() - start) / CLOCKS_PER_SEC;
  std::cout << long(time * 1e9 / lines.size()) << ' ' << valid << ' ' << bytes << '\n';
}
