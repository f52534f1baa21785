/** Facts about chat bots, scanners and other loops around a service. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const botsFacts: readonly FactGroup[] = [
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred', medium: 'network', how: 'sleep',
    rows: [
      ['{discord.Client.run,discord.ext.commands.Bot.run,discord.Bot.run}', 'io', ': event loop until the program ends'],
      ['{telegram.ext.Application.run_polling,telegram.ext.Application.run_webhook}', 'io', ': event loop until the program ends'],
      ['telegram.ext.Updater.{start_polling,start_webhook}', 'python', ': starts threads'],
      ['telegram.ext.Updater.idle', 'wait', ': until a signal arrives'],
      ['telegram.Bot.{send_message,send_photo,send_document,get_updates,edit_message_text,delete_message,get_file}', 'io', ': HTTP; from version 20 on a coroutine'],
      ['telebot.TeleBot.{polling,infinity_polling}', 'io', ': requests until the program ends'],
      ['telebot.TeleBot.{send_message,reply_to,send_photo,send_document,edit_message_text,delete_message,get_file,download_file,send_chat_action,answer_callback_query}', 'io', ': requests'],
      ['aiogram.executor.start_polling', 'io', ': event loop until the program ends'],
      ['slack_bolt.adapter.socket_mode.SocketModeHandler.start', 'io', ': web socket until the program ends'],
      ['{slack_bolt.App.start,vk_api.longpoll.VkLongPoll.listen,vk_api.bot_longpoll.VkBotLongPoll.listen}', 'io', ': until the program ends'],
      ['scapy.sendrecv.srloop', 'io', ': select over raw sockets; packets are pure Python'],
      ['{dns.resolver.query,dns.resolver.Resolver.query,dns.resolver.Resolver.resolve,dns.query.udp,dns.query.tcp,dns.reversename.from_address}', 'io', ': sockets in pure Python'],
      ['{whois.whois,shodan.Shodan.host,shodan.Shodan.search,ipwhois.IPWhois.lookup_rdap}', 'io', ': sockets or requests'],
      ['{pysnmp.hlapi.getCmd,pysnmp.hlapi.nextCmd,pysnmp.hlapi.setCmd}', 'io', ': sockets; ASN.1 in pure Python'],
      ['{bluetooth.discover_devices,bluetooth.BluetoothSocket.recv,bluetooth.BluetoothSocket.send,bluetooth.BluetoothSocket.connect,bluetooth.BluetoothSocket.accept}', 'io', ': released around the system calls'],
      ['ldap3.Connection.{bind,add,modify,delete,unbind}', 'io', ': sockets; ASN.1 in pure Python'],
      ['{requests_html.HTMLSession,cloudscraper.CloudScraper}.{get,post,request}', 'io', ': requests'],
      ['mechanize.Browser.{open,submit,follow_link}', 'io', ': urllib'],
      ['scrapy.crawler.{CrawlerProcess.start,CrawlerRunner.crawl}', 'io', ': Twisted event loop'],
      ['instaloader.Instaloader.{download_profile,download_post,login,interactive_login}', 'io', ': requests'],
      ['{pytube.YouTube,pytubefix.YouTube}', 'io', ': urllib'],
      ['{pytube.Stream,pytubefix.Stream}.download', 'io', ': urllib'],
      ['{praw.Reddit,spotipy.Spotify,github.Github,gspread.Client,notion_client.Client,stripe.Charge}.*', 'io', ': requests or httpx'],
      ['geopy.geocoders.{Nominatim,GoogleV3,Photon}.{geocode,reverse}', 'io', ': HTTP'],
      ['{nats.connect,stomp.Connection.connect,stomp.Connection.send,paho.mqtt.publish.single,paho.mqtt.publish.multiple,paho.mqtt.subscribe.simple}', 'io', ': sockets'],
      ['pika.channel.Channel.{basic_publish,basic_consume,basic_ack,queue_declare}', 'io', ': sockets in pure Python'],
      ['kafka.KafkaConsumer.{__iter__,seek,close}', 'io', ': sockets; pure Python'],
      ['git.Git.*', 'io', ': runs git', { medium: 'process' }],
      ['{sh.Command.__call__,plumbum.commands.base.BoundCommand.__call__,invoke.run,invoke.Context.run,fabric.api.run,fabric.api.local,ansible_runner.run,subprocess32.Popen,subprocess32.check_output,subprocess32.call}', 'io', ': runs a program', { medium: 'process' }],
      ['schedule.{every,clear,cancel_job,idle_seconds,get_jobs}', 'python', ': pure Python'],
      ['{dateparser.parse,pendulum.now,pendulum.parse,arrow.now,arrow.utcnow,faker.Faker.name,faker.Faker.text,faker.Faker.address}', 'python', ': pure Python'],
      ['{qrcode.make,qrcode.QRCode.make,barcode.get,svgwrite.Drawing.save,wordcloud.WordCloud.generate,imagehash.phash,imagehash.average_hash}', 'python', ': pure Python over Pillow and numpy'],
      ['{structlog.get_logger,attr.s,attr.define,attr.asdict,cattrs.structure,cattrs.unstructure,typeguard.typechecked}', 'python', ': pure Python'],
    ],
  },
];
